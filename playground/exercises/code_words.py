"""What exercises and results usually say, which their codes need not spell out.

A code of version 2 is compressed with these words known beforehand (RFC 1950, "preset dictionary"),
the most frequent ones last. They may never change: codes that exist would become unreadable.
"""

USUAL_WORDS = (
    b'"language":"en","text":"","options":["answer":{"at_most":{"at_least":"hidden_layers":'
    b'"hidden_neurons":"features":"samples":"predict":true,"points":"tolerance":"pass_mark":'
    b'"version":"ranges":{"min":,"max":"only":["type":"number","type":"text","type":"choice",'
    b'"questions":[{"id":"hints":["hide":["problem","discretize","drawers","noise","batch_size",'
    b'"train_fraction","regularization","regularization_rate"],"goals":[{"epochs":{"test_loss":'
    b'{"at_most":0.0"train_loss":"accuracy":{"at_least":0.9"lock":{"all_but":["new_weights",'
    b'"learning_rate","activation"]},"experiment":{"dataset":"spiral","circle""xor""gauss""plane"'
    b"dataset=spiral&noise=0.1&train_fraction=0.&features=x1,x2,x1_squared,x2_squared,x1_x2,"
    b"sin_x1,sin_x2&hidden=4,2&activation=relu&learning_rate=0.03&regularization=l2"
    b"&regularization_rate=0.0&batch_size=1&optimizer=adam&loss="
    b'{"id":"","title":"","language":"en","text":"{"playground":1,"exercise":"","experiment":'
    b'"dataset=xor&hidden=2","runs":[{"seed":0,"epochs":100,"weights":""}],"answers":{},'
    b'"claims":{"test_loss":0.0,"train_loss":0.0,"accuracy":1.0}}'
)
