package io.medsettle.api.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medsettle.batch.breaks.AutomaticResolution;
import io.medsettle.batch.breaks.BreakCategory;
import io.medsettle.batch.breaks.Resolution;
import io.medsettle.core.decision.DecisionReason;
import io.medsettle.core.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every sentence that an answer can have has its twin, and no twin is left of one that
 * nobody says any more.
 */
class SentencesTests {

	/** Where sentences of problems, breaks and dead letters are made. */
	private static final String[] ANSWERS = { "core/claim/*", "core/day/*", "core/decision/*", "core/ledger/*",
			"core/listener/*", "core/problem/*", "core/routing/*", "core/signature/*", "core/statement/*",
			"batch/breaks/*", "batch/dryrun/*", "batch/files/*", "batch/match/*", "batch/settle/*", "api/breaks/*",
			"api/claims/*", "api/days/*", "api/decisions/*", "api/files/*", "api/http/*", "api/limits/*",
			"api/operator/*", "api/statements/*" };

	/** Said of bugs, in the log, on the console, or in the transitions of a day. */
	private static final Set<String> OF_NO_ANSWER = Set.of("A claim's sign is 1 or -1, not {}.",
			"A refusal has a reason.", "No offset is so large.", "Every Java has SHA-256.",
			"A clearing day cannot go from {} to {}.", "Clearing day {} is not {}.",
			"The day, with the cut-off at {}, was taken over from clearing.cut-offs.",
			"The cut-off was brought forward from {} to {}, as taken over from clearing.cut-offs.",
			"The cut-off was brought forward from {} to {}.", "The results are confirmed.",
			"Insured city {} has decided about a claim.", "No clearing day covers the append time {}.",
			"After {} there were {}; now there are {}.",
			"After {} there were {}; on {} there are {}, which were {} before.", "Nothing stands against the claim.",
			"Others have rows that are needed.", "The time-out of a connection could not be taken back.",
			"The point does not generate the group.", "The point is not uncompressed.",
			"Every city has acknowledged its manifest.", "Neither book has the claim.",
			"The database found a difference that is none.", "The treatment city's book does not have the claim.",
			"The book that is to stand does not have the claim.", "The reversal does not count for the original.",
			"The reversal is not to be judged.", "The file ended too early.",
			"The caller left before the answer was written.", "The rest of the body is not waited for.",
			"Too many empty streams.", "The event was not confirmed.", "Day {} has no run.",
			"{}.{} is distinct from {}.{}",
			"{} was published before, and this night would write other bytes; the published file was left as it is. "
					+ "What was entered over HTTP after the backup of the database (statements, insured cities' decisions, "
					+ "break actions) is missing: see Restoring in infra/README.md.");

	private static final Pattern SENTENCE = Pattern.compile("(?s)(\\p{Lu}|\\{}).* .*[.](\\{})?");

	private static final Pattern PLACE = Pattern.compile("\\{\\d}");

	private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}[,;:.]? +[a-z]{2,}");

	private final Sentences.Catalogue catalogue = Sentences.CHINESE.catalogue();

	@Test
	void everySentenceOfAnAnswerHasATwin() {
		Set<String> said = SaidSentences.in(ANSWERS)
			.stream()
			.map(String::strip)
			.filter((text) -> SENTENCE.matcher(text).matches() && !OF_NO_ANSWER.contains(text))
			.collect(Collectors.toCollection(TreeSet::new));

		said.removeAll(SaidSentences.in("api/http/InterfaceDescription"));

		assertThat(said).hasSizeGreaterThan(250);
		assertThat(said).filteredOn((text) -> !isChinese(translated(withValues(text)))).isEmpty();
	}

	@Test
	void everyTwinIsOfASentence() {
		Set<String> all = SaidSentences.in("core/**/*", "batch/**/*", "api/**/*");

		assertThat(this.catalogue.sentences().keySet()).filteredOn((english) -> {
			Pattern said = pattern(english);
			return all.stream().noneMatch((text) -> said.matcher(text).find());
		}).isEmpty();
		assertThat(this.catalogue.fragments().keySet())
			.filteredOn((english) -> all.stream().noneMatch((text) -> text.contains(firstWords(english))))
			.isEmpty();
	}

	@Test
	void everyNameOfTheCatalogueIsSaid() {
		List<String> sentences = Stream
			.of(Arrays.stream(ProblemCode.values()).flatMap((code) -> Stream.of(code.sentence(), code.remedy())),
					Arrays.stream(BreakCategory.values())
						.flatMap((category) -> Stream.of(category.sentence(), category.remedy())),
					Arrays.stream(Resolution.values()).map(Resolution::sentence),
					Arrays.stream(AutomaticResolution.values()).map(AutomaticResolution::sentence),
					Arrays.stream(DecisionReason.values()).map(DecisionReason::sentence))
			.flatMap((some) -> some)
			.toList();

		assertThat(sentences).hasSizeGreaterThan(100).allMatch((sentence) -> isChinese(translated(sentence)));
	}

	@Test
	void twinsHaveTheSameValues() {
		Stream.of(this.catalogue.sentences(), this.catalogue.fragments())
			.map(Map::entrySet)
			.flatMap(Set::stream)
			.forEach((twin) -> {
				List<String> places = places(twin.getKey());
				assertThat(places).as(twin.getKey())
					.isEqualTo(IntStream.range(0, places.size()).mapToObj((place) -> "{" + place + "}").toList());
				assertThat(places(twin.getValue())).as(twin.getKey()).hasSameElementsAs(places);
				assertThat(twin.getValue()).as(twin.getKey()).isNotBlank().doesNotContainPattern(ENGLISH);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					The field personNo is mandatory. | 字段 personNo 为必填。
					The field personNo is mandatory. (The first of 3 errors.) | 字段 personNo 为必填。（共 3 处错误，此为第一处。）
					A claim must be submitted within 365 days of its settlement. | 结算单须在结算后 365 天内报送。
					The bytes are no JSON at byte 17. | 内容不是 JSON（第 17 字节处）。
					The bytes are no JSON. | 内容不是 JSON。
					There is no clearing day 2026-11-20. | 没有清算日 2026-11-20。
					There is no clearing day 2026-11-20; the current one is 2026-11-21. | 没有清算日 2026-11-20，当前清算日为 2026-11-21。
					There is no such clearing day; the current one is 2026-11-21. | 没有该清算日，当前清算日为 2026-11-21。
					200 claims are being taken already. Nothing of this request was taken. | 正在接收的已有 200 笔结算单。本次请求未接收任何内容。
					The gzip stream is broken. Nothing was taken. | gzip 数据已损坏。未接收任何内容。
					The proposal is of Dr. Li; another person must approve it. | 该方案由 Dr. Li 提出，须由另一人批准。
					The file 310000_20261120_detail_v1.csv has 3 bytes instead of 4. | 文件 310000_20261120_detail_v1.csv 为 3 字节，应为 4 字节。
					The two books have several different amounts for the claim. Treatment city's book and insured city's book: \
					total 1.00 and 2.00, fund 0.50 and 1.50. | 双方账中该结算单有多项金额不同。就医地账与参保地账：总费用 1.00 与 2.00，基金支付 0.50 与 1.50。
					The hospital's totals of the day are not those of the treatment city's books. Treatment city's book and \
					hospital's statement (insured city 320500, reversals taken off): count 1 and 2. | \
					医疗机构当日合计与就医地账不符。就医地账与医疗机构对账单（参保地 320500，已扣除冲正）：笔数 1 与 2。
					Treatment city's book and hospital's statement of 2026-11-20: kind SETTLEMENT and REVERSAL. | \
					就医地账与医疗机构对账单（2026-11-20）：类型 SETTLEMENT 与 REVERSAL。
					The insured city refuses the claim. Documents are missing. Also: The reversal's original is itself held \
					back. Its break is DUPLICATE. | 参保地拒付该结算单。缺少材料。另有：冲正的原结算单本身已被挂起。其差异为 DUPLICATE。
					The insured city refuses the claim. Documents are missing. Also: The reversal's orig… | 参保地拒付该结算单。缺少材料。另有：…
					Of the 800.00 of A-1, taken back or to be: A-2 500.00, A-3 100.00 and others; left: 0.00. | \
					A-1 的 800.00 中，已冲回或将冲回：A-2 500.00, A-3 100.00 等；余 0.00。
					Automatic, LATE_LEG: The missing leg has come, and the two agree. | 自动处理，LATE_LEG：缺少的一侧已到，双方一致。
					The hospital looks for the receipt. | The hospital looks for the receipt.
					""")
	void sentencesAreSaidWithTheirValues(String english, String chinese) {
		assertThat(translated(english)).isEqualTo(chinese);
	}

	private static String translated(String english) {
		return Sentences.CHINESE.translate(english);
	}

	static boolean isChinese(String text) {
		return text.codePoints().anyMatch((letter) -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN)
				&& !ENGLISH.matcher(text).find();
	}

	/** Something that no sentence says. */
	private static String withValues(String said) {
		return said.endsWith(".{}") ? withValues(said.substring(0, said.length() - 2)) : said.replace("{}", "#7");
	}

	private static List<String> places(String text) {
		return PLACE.matcher(text).results().map((place) -> place.group()).sorted().toList();
	}

	private static Pattern pattern(String english) {
		return Pattern.compile(
				Arrays.stream(PLACE.split(english, -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
				Pattern.DOTALL);
	}

	private static String firstWords(String fragment) {
		return Arrays.stream(PLACE.split(fragment))
			.map(String::strip)
			.filter((words) -> !words.isEmpty())
			.findFirst()
			.orElseThrow();
	}

}
