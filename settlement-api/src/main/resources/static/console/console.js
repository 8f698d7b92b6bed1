// What htmx leaves to do: the question before closing a day, announcements,
// figures that have grown old, and redrawing the charts.
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

	// What is read again and again, and which of it stands on the page no longer than it is true.
	const REFRESHED = ['parts', 'live'];
	const SHOWN_WITH = { results: 'live' };
	const FRESH_MS = 5000;
	const readAt = {};
	const unanswered = {};
	REFRESHED.forEach((id) => {
		readAt[id] = Date.now();
		unanswered[id] = false;
	});

	const duration = (ms) => {
		const seconds = Math.floor(ms / 1000);
		const two = (number) => String(number).padStart(2, '0');
		if (seconds < 60) {
			return seconds + ' s';
		}
		return (seconds < 3600) ? Math.floor(seconds / 60) + ':' + two(seconds % 60)
			: Math.floor(seconds / 3600) + ':' + two(Math.floor(seconds / 60) % 60) + ':' + two(seconds % 60);
	};

	// Old figures are told from new ones at a glance, and say how old they are.
	const age = () => {
		const asking = document.getElementById('confirm').open || document.hidden;
		const old = REFRESHED.filter((id) => unanswered[id] || (!asking && Date.now() - readAt[id] > FRESH_MS));
		for (const id of [...REFRESHED, ...Object.keys(SHOWN_WITH)]) {
			const section = document.getElementById(id);
			if (section) {
				section.classList.toggle('stale', old.includes(SHOWN_WITH[id] || id));
			}
		}
		const banner = document.getElementById('connection');
		banner.hidden = old.length === 0;
		if (old.length > 0) {
			const text = old.includes('parts') ? banner.dataset.lost : banner.dataset.old;
			const oldest = Math.min(...old.map((id) => readAt[id]));
			banner.textContent = text.replace('{0}', duration(Date.now() - oldest));
		}
	};
	setInterval(age, 500);

	const impossible = () => document.getElementById('notice').dataset.failed;

	const notice = (text, good) => {
		const paragraph = document.createElement('p');
		paragraph.className = 'notice ' + (good ? 'good' : 'bad');
		paragraph.textContent = text;
		document.getElementById('notice').replaceChildren(paragraph);
	};

	const failed = (event) => {
		const id = event.detail.elt.id;
		if (REFRESHED.includes(id)) {
			unanswered[id] = true;
			age();
		}
		else if (event.detail.requestConfig.verb !== 'get') {
			notice(impossible(), false);
		}
	};
	document.addEventListener('htmx:sendError', failed);
	document.addEventListener('htmx:timeout', failed);
	document.addEventListener('htmx:responseError', failed);

	document.addEventListener('htmx:afterSettle', (event) => {
		const refreshed = event.detail.elt.id;
		if (REFRESHED.includes(refreshed)) {
			readAt[refreshed] = Date.now();
			unanswered[refreshed] = false;
			age();
		}
		announce(REFRESHED.map((id) => document.getElementById(id))
			.map((section) => section && section.dataset.announcement)
			.filter((text) => text)
			.join(' '));
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
