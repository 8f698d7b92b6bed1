package io.medsettle.api.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The sentences of the engine in another language, each under its English, with
 * <code>{0}</code> and so on where the values stand. English is what is made and kept; a
 * sentence is looked up only when somebody reads it in the other language, so that those
 * of refusals and breaks of long ago are found as well.
 */
final class Sentences {

	private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

	private static final Pattern END = Pattern.compile("[.:] ");

	/** The end of a text that was too long to be kept. */
	private static final String CUT_OFF = "…";

	static final Sentences CHINESE = read("sentences_zh.json", "，");

	private final Catalogue catalogue;

	private final List<Template> sentences;

	private final List<Template> fragments;

	private final String comma;

	private Sentences(Catalogue catalogue, String comma) {
		this.catalogue = catalogue;
		this.sentences = Template.all(catalogue.sentences());
		this.fragments = Template.all(catalogue.fragments());
		this.comma = comma;
	}

	private static Sentences read(String resource, String comma) {
		JsonMapper mapper = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
		try (InputStream json = new ClassPathResource(resource).getInputStream()) {
			return new Sentences(mapper.readValue(json, Catalogue.class), comma);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A text of one sentence or more, or the text as it is if there is one in it that the
	 * engine does not say.
	 */
	String translate(String english) {
		return Objects.requireNonNullElse(passage(english, new HashSet<>()), english);
	}

	Catalogue catalogue() {
		return this.catalogue;
	}

	/**
	 * The shortest beginning that is a sentence, and then the rest: a value in a sentence
	 * may itself look like the end of one. What has been found to be no passage is not
	 * tried again, so that no value makes it take long.
	 */
	private @Nullable String passage(String english, Set<String> hopeless) {
		if (hopeless.contains(english)) {
			return null;
		}
		int end = 0;
		while (end < english.length()) {
			end = end(english, end);
			String first = twin(english.substring(0, end), this.catalogue.sentences(), this.sentences);
			if (first != null && end == english.length()) {
				return first;
			}
			String rest = (first != null) ? rest(english.substring(end + 1), hopeless) : null;
			if (rest != null) {
				return first + rest;
			}
		}
		hopeless.add(english);
		return null;
	}

	/** Where the next sentence may end, or the words that lead to another. */
	private static int end(String english, int from) {
		Matcher end = END.matcher(english);
		return end.find(from) ? end.start() + 1 : english.length();
	}

	private @Nullable String rest(String english, Set<String> hopeless) {
		String rest = passage(english, hopeless);
		return (rest == null && english.endsWith(CUT_OFF)) ? CUT_OFF : rest;
	}

	/**
	 * What stands in a sentence: words that the engine has, a list of such, or just a
	 * value.
	 */
	private String value(String english) {
		String known = fragment(english);
		if (known != null) {
			return known;
		}
		List<String> listed = List.of(english.split(", ", -1));
		List<String> words = listed.stream().map((one) -> Objects.requireNonNullElse(fragment(one), one)).toList();
		return words.equals(listed) ? english : String.join(this.comma, words);
	}

	private @Nullable String fragment(String english) {
		return twin(english, this.catalogue.fragments(), this.fragments);
	}

	private @Nullable String twin(String english, Map<String, String> exact, List<Template> templates) {
		String twin = exact.get(english);
		if (twin != null) {
			return twin;
		}
		for (Template template : templates) {
			Matcher matcher = template.english().matcher(english);
			if (matcher.matches()) {
				return PLACE.matcher(template.twin())
					.replaceAll((place) -> Matcher
						.quoteReplacement(value(matcher.group(Integer.parseInt(place.group(1)) + 1))));
			}
		}
		return null;
	}

	/**
	 * The twins of sentences, and of what stands in some of them, by their English.
	 */
	record Catalogue(Map<String, String> sentences, Map<String, String> fragments) {
	}

	/**
	 * One with values.
	 */
	private record Template(Pattern english, String twin) {

		/**
		 * The more particular first: where one has a value, another may have words.
		 */
		static List<Template> all(Map<String, String> twins) {
			return twins.entrySet()
				.stream()
				.filter((twin) -> PLACE.matcher(twin.getKey()).find())
				.sorted(Comparator.comparingInt((twin) -> -PLACE.matcher(twin.getKey()).replaceAll("").length()))
				.map((twin) -> new Template(pattern(twin.getKey()), twin.getValue()))
				.toList();
		}

		private static Pattern pattern(String english) {
			return Pattern.compile(Arrays.stream(PLACE.split(english, -1))
				.map(Pattern::quote)
				.reduce((before, after) -> before + "(.*?)" + after)
				.orElseThrow());
		}

	}

}
