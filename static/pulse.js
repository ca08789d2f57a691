// Answers as long as the worker lives that has started it: a worker of that one, with a thread of its
// own, since Python may keep the other busy for long.

self.onmessage = ({ ports: [port] }) => {
  port.onmessage = () => port.postMessage(null);
};
