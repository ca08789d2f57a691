// Many hosts show 404.html for an address that is none: also for one in which mail or a chat has
// escaped the "#" before the settings.

if (location.href.includes("%23")) location.replace(location.href.replace("%23", "#"));
