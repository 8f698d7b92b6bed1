// Who owes whom, drawn by ECharts from /console/days/{day}/flows. Amounts arrive in fen and are shown in yuan.
window.flows = (() => {
	'use strict';

	const TOP_FLOWS_MAX = 24;
	const PAYING = 'from';
	const RECEIVING = 'to';

	const language = document.documentElement.lang;
	const exact = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
	const short = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 });
	const whole = new Intl.NumberFormat(language);

	let chart = null;
	let element = null;
	let data = null;
	let currentView = 'provinces';

	const yuan = (fen) => exact.format(fen / 100);
	const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
	const nameOf = (thing) => thing[language] || thing.en;
	const text = (name, ...values) => values.reduce((sentence, value, place) => sentence.replace('{' + place + '}', value),
		element.dataset[name]);

	const line = (tag, content) => {
		const node = document.createElement(tag);
		node.textContent = content;
		return node;
	};

	// Built as nodes: the page allows no inline styles.
	const tip = (heading, claims, fen) => {
		const box = document.createElement('div');
		box.className = 'tip';
		box.append(line('strong', heading), line('span', yuan(fen) + ' ' + element.dataset.yuan));
		if (claims !== null) {
			box.append(document.createElement('br'), line('span', whole.format(claims) + ' ' + element.dataset.claims));
		}
		return box;
	};

	const tooltip = (formatter) => ({
		formatter,
		confine: true,
		backgroundColor: colour('surface'),
		borderColor: colour('line'),
		textStyle: { color: colour('text') },
		transitionDuration: 0
	});

	// The circle's cities stand for themselves, the others for their province.
	const byProvince = (city) => {
		if (city.circle) {
			return { key: city.code, name: nameOf(city), circle: true };
		}
		const group = data.groups[city.group];
		const alone = !data.cities.some((other) => other.circle && other.group === city.group);
		return { key: 'group-' + city.group, name: alone ? nameOf(group) : text('otherIn', nameOf(group)), circle: false };
	};

	const byCity = (city) => ({ key: city.code, name: nameOf(city), circle: city.circle });

	const folded = (flows, nodeOf) => {
		const nodes = new Map();
		const links = new Map();
		const node = (side, place) => {
			const named = nodeOf(data.cities[place]);
			const id = side + ':' + named.key;
			if (!nodes.has(id)) {
				nodes.set(id, { id, name: named.name, circle: named.circle, side, fen: 0, claims: 0 });
			}
			return nodes.get(id);
		};
		for (const flow of flows) {
			const source = node(PAYING, flow.from);
			const target = node(RECEIVING, flow.to);
			const key = source.id + '>' + target.id;
			const link = links.get(key) || { source, target, fen: 0, claims: 0 };
			for (const part of [link, source, target]) {
				part.fen += flow.fen;
				part.claims += flow.claims;
			}
			links.set(key, link);
		}
		return { nodes: [...nodes.values()], links: [...links.values()] };
	};

	const largest = (flows) => {
		const sorted = [...flows].sort((one, other) => other.fen - one.fen);
		const picture = folded(sorted.slice(0, TOP_FLOWS_MAX), byCity);
		const rest = sorted.slice(TOP_FLOWS_MAX);
		if (rest.length > 0) {
			const fen = rest.reduce((sum, flow) => sum + flow.fen, 0);
			const claims = rest.reduce((sum, flow) => sum + flow.claims, 0);
			const others = [PAYING, RECEIVING].map((side) => ({
				id: side + ':rest', name: text('others'), circle: false, side, fen, claims, last: true
			}));
			picture.nodes.push(...others);
			picture.links.push({ source: others[0], target: others[1], fen, claims, name: text('rest', whole.format(rest.length)) });
		}
		return picture;
	};

	const sankey = ({ nodes, links }) => {
		const fill = (node) => colour(node.circle ? 'accent' : 'others');
		const narrow = element.clientWidth < 520;
		const order = (one, other) => Number(Boolean(one.last)) - Number(Boolean(other.last)) || other.fen - one.fen;
		return {
			aria: { enabled: false },
			tooltip: tooltip((point) => {
				const value = point.data.detail;
				return (point.dataType === 'edge')
					? tip(value.name || value.source.name + ' → ' + value.target.name, value.claims, value.fen)
					: tip(value.name, value.claims, value.fen);
			}),
			series: [{
				type: 'sankey',
				left: 2,
				right: 2,
				top: 8,
				bottom: 8,
				nodeWidth: 10,
				nodeGap: nodes.length > 40 ? 6 : 14,
				layoutIterations: 0,
				draggable: false,
				emphasis: { focus: 'adjacency' },
				lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
				label: { color: colour('text'), fontSize: narrow ? 11 : 12, fontFamily: getComputedStyle(document.body).fontFamily },
				data: [...nodes].sort(order).map((node) => ({
					name: node.id,
					depth: node.side === PAYING ? 0 : 1,
					detail: node,
					itemStyle: { color: fill(node), borderWidth: 0 },
					label: {
						position: node.side === PAYING ? 'right' : 'left',
						fontWeight: node.circle ? 600 : 400,
						formatter: node.name + '  ' + short.format(node.fen / 100)
					}
				})),
				links: [...links].sort((one, other) => other.fen - one.fen).map((link) => ({
					source: link.source.id,
					target: link.target.id,
					value: link.fen,
					detail: link
				}))
			}]
		};
	};

	// A flow's colour goes by the order of its size: a few pairs are thousands of times the others.
	const matrix = () => {
		const order = data.cities.map((city, place) => place)
			.sort((one, other) => Number(data.cities[other].circle) - Number(data.cities[one].circle)
				|| data.cities[one].code.localeCompare(data.cities[other].code));
		const position = new Map(order.map((place, at) => [place, at]));
		const names = order.map((place) => nameOf(data.cities[place]));
		const cells = data.flows.filter((flow) => flow.fen !== 0).map((flow) => ({
			value: [position.get(flow.to), position.get(flow.from), Math.log10(Math.max(100, Math.abs(flow.fen)))],
			detail: flow,
			itemStyle: flow.fen < 0 ? { color: colour('pays') } : undefined
		}));
		const labels = (rotate) => ({
			interval: 0,
			rotate,
			fontSize: 10,
			color: (name, at) => colour(data.cities[order[at]].circle ? 'accent' : 'soft')
		});
		const axis = (rotate) => ({
			type: 'category',
			data: names,
			axisTick: { show: false },
			axisLine: { lineStyle: { color: colour('line') } },
			axisLabel: labels(rotate),
			splitArea: { show: false }
		});
		return {
			tooltip: tooltip((point) => {
				const flow = point.data.detail;
				return tip(nameOf(data.cities[flow.from]) + ' → ' + nameOf(data.cities[flow.to]), flow.claims, flow.fen);
			}),
			grid: { left: 12, right: 4, top: 4, bottom: 12, containLabel: true },
			xAxis: axis(90),
			yAxis: { ...axis(0), inverse: true },
			visualMap: {
				show: false,
				dimension: 2,
				min: 2,
				max: Math.max(3, ...cells.map((cell) => cell.value[2])),
				inRange: { color: [colour('sunken'), colour('accent-soft'), colour('accent'), colour('accent-strong')] }
			},
			series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colour('surface'), borderWidth: 1 } }]
		};
	};

	const options = () => {
		const positive = data.flows.filter((flow) => flow.fen > 0);
		const note = document.getElementById('flows-note');
		if (currentView === 'matrix') {
			note.textContent = text('matrix');
		}
		else {
			note.textContent = (positive.length < data.flows.length) ? text('negative') : '';
		}
		switch (currentView) {
			case 'matrix': return matrix();
			case 'top': return sankey(largest(positive));
			default: return sankey(folded(positive, byProvince));
		}
	};

	const draw = () => {
		if (!data || !element) {
			return;
		}
		element.classList.toggle('matrix', currentView === 'matrix');
		if (!chart) {
			element.replaceChildren();
			chart = window.echarts.init(element, null, { renderer: 'canvas' });
		}
		chart.resize();
		chart.setOption({ animation: false, ...options() }, { notMerge: true });
		element.dataset.drawn = currentView;
	};

	const show = async () => {
		if (chart) {
			chart.dispose();
			chart = null;
		}
		data = null;
		element = document.getElementById('flows');
		if (!element) {
			return;
		}
		const chosen = document.querySelector('.switch button[data-view="' + currentView + '"]');
		chosen.parentElement.querySelectorAll('button').forEach((button) =>
			button.setAttribute('aria-pressed', String(button === chosen)));
		const target = element;
		try {
			const response = await fetch(element.dataset.source, { headers: { Accept: 'application/json' } });
			if (!response.ok) {
				throw new Error(String(response.status));
			}
			const loaded = await response.json();
			if (target === element) {
				data = loaded;
				draw();
			}
		}
		catch (problem) {
			target.replaceChildren(line('p', target.dataset.failed));
		}
	};

	window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
	let resizing = 0;
	window.addEventListener('resize', () => {
		cancelAnimationFrame(resizing);
		resizing = requestAnimationFrame(draw);
	});

	return {
		show,
		view(name) {
			currentView = name;
			draw();
		}
	};
})();
