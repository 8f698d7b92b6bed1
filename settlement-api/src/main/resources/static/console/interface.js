// Shows the description of the interface, and lets each operation be tried.
SwaggerUIBundle({
	url: '/v3/api-docs',
	dom_id: '#interface',
	deepLinking: true,
	defaultModelsExpandDepth: 0,
	syntaxHighlight: false,
	// Nothing is sent to anybody else.
	validatorUrl: null
});
