"use strict";

SwaggerUIBundle({
	url: "/v3/api-docs",
	dom_id: "#description",
	deepLinking: true,
	// The validator is somebody else's server.
	validatorUrl: null,
});
