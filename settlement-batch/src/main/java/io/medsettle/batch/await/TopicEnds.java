package io.medsettle.batch.await;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Up to where topics must be read, by topic and partition. Kept as text with the step, so
 * that the goal stays where it is while more events come in.
 */
record TopicEnds(SortedMap<String, SortedMap<Integer, Long>> byTopic) {

	static TopicEnds parse(String text) {
		SortedMap<String, SortedMap<Integer, Long>> byTopic = new TreeMap<>();
		for (String topic : text.split(";", -1)) {
			String[] nameAndOffsets = topic.split(" ", 2);
			SortedMap<Integer, Long> offsets = new TreeMap<>();
			Arrays.stream(nameAndOffsets[1].split(",", -1)).map((pair) -> pair.split("=", 2)).forEach((pair) -> {
				offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
			});
			byTopic.put(nameAndOffsets[0], offsets);
		}
		return new TopicEnds(byTopic);
	}

	String toText() {
		return this.byTopic.entrySet()
			.stream()
			.map((topic) -> topic.getKey() + " " + toText(topic.getValue()))
			.collect(Collectors.joining(";"));
	}

	private static String toText(SortedMap<Integer, Long> offsets) {
		return offsets.entrySet()
			.stream()
			.map((offset) -> offset.getKey() + "=" + offset.getValue())
			.collect(Collectors.joining(","));
	}

}
