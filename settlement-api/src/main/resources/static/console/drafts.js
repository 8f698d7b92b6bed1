// What is being typed outlives a page that has to be loaded anew because its session has ended.
(() => {
	'use strict';

	const key = (field) => location.pathname + ' ' + field.dataset.keep;

	document.addEventListener('input', (event) => {
		if (event.target.dataset.keep) {
			sessionStorage.setItem(key(event.target), event.target.value);
		}
	});

	const restore = () => document.querySelectorAll('[data-keep]').forEach((field) => {
		field.value = field.value || sessionStorage.getItem(key(field)) || '';
	});
	restore();

	document.addEventListener('htmx:afterSettle', restore);
	document.addEventListener('htmx:beforeSwap', (event) => {
		if (event.detail.requestConfig.verb !== 'get' && event.detail.xhr.status === 200) {
			event.detail.requestConfig.elt.querySelectorAll('[data-keep]')
				.forEach((field) => sessionStorage.removeItem(key(field)));
		}
	});
})();
