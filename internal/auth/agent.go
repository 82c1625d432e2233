package auth

import "strings"

// Agent returns the browser and the system of a User-Agent header in a few words, "Firefox,
// Linux", so that people recognise their sessions; "" stands for what is not recognised.
func Agent(header string) string {
	// Every browser claims to be those before it: the first name that fits is the right one.
	browser := firstOf(header, [][2]string{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Chromium/", "Chromium"}, {"Safari/", "Safari"}, {"curl/", "curl"},
	})
	system := firstOf(header, [][2]string{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"},
		{"Mac OS X", "macOS"}, {"Linux", "Linux"},
	})
	if browser == "" || system == "" {
		return browser + system
	}
	return browser + ", " + system
}

func firstOf(header string, names [][2]string) string {
	for _, name := range names {
		if strings.Contains(header, name[0]) {
			return name[1]
		}
	}
	return ""
}
