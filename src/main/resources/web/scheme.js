// Runs before the first paint, so that no page flashes in the wrong colours.
try {
	const scheme = localStorage.getItem("tintype.scheme");
	if (scheme === "dark" || scheme === "light") {
		document.documentElement.dataset.scheme = scheme;
	}
}
catch {
	// Without storage, the scheme is that of the system.
}
