// What htmx leaves to do: the question before closing a day, announcements, a lost connection, and redrawing the charts.
(() => {
	'use strict';

	const announce = (text) => {
		const announcer = document.getElementById('announcer');
		if (text && announcer.textContent !== text) {
			announcer.textContent = text;
		}
	};

	// A page nobody looks at asks nothing.
	document.addEventListener('htmx:beforeRequest', (event) => {
		if (document.hidden && event.detail.requestConfig.verb === 'get') {
			event.preventDefault();
		}
	});

	document.addEventListener('htmx:confirm', (event) => {
		if (!event.detail.question) {
			return;
		}
		event.preventDefault();
		const dialog = document.getElementById('confirm');
		document.getElementById('confirm-heading').textContent = event.detail.elt.dataset.confirmHeading;
		document.getElementById('confirm-text').textContent = event.detail.question;
		dialog.returnValue = 'no';
		// While the question stands, the live part is left as it is.
		dialog.onclose = () => {
			if (dialog.returnValue === 'yes') {
				event.detail.issueRequest(true);
			}
		};
		dialog.showModal();
	});

	document.addEventListener('htmx:beforeSwap', (event) => {
		if (document.getElementById('confirm').open) {
			event.detail.shouldSwap = false;
		}
	});

	const connection = (lost) => {
		document.getElementById('connection').hidden = !lost;
	};
	document.addEventListener('htmx:sendError', () => connection(true));
	document.addEventListener('htmx:timeout', () => connection(true));
	document.addEventListener('htmx:responseError', () => connection(true));
	document.addEventListener('htmx:afterOnLoad', () => connection(false));

	document.addEventListener('htmx:afterSettle', (event) => {
		const live = document.getElementById('live');
		announce(live && live.dataset.announcement);
		if (event.detail.elt.id === 'results' || event.target.id === 'results') {
			window.flows.show();
		}
	});

	document.addEventListener('click', (event) => {
		const button = event.target.closest('.switch button[data-view]');
		if (button) {
			for (const other of button.parentElement.children) {
				other.setAttribute('aria-pressed', String(other === button));
			}
			window.flows.view(button.dataset.view);
		}
	});

	document.addEventListener('DOMContentLoaded', () => window.flows.show());
})();
