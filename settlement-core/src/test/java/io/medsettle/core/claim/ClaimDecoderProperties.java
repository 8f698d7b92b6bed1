package io.medsettle.core.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("invariant-12")
class ClaimDecoderProperties {

	private final ClaimDecoder decoder = new ClaimDecoder();

	private final ClaimEncoder encoder = new ClaimEncoder();

	@Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
	void readsWhatTheEncoderWrites(@ForAll("claims") Claim claim) {
		assertThat(this.decoder.decode(this.encoder.encode(claim))).isEqualTo(new Decoding.Decoded(claim));
	}

	@Property(tries = 500)
	void answersAnyBytes(@ForAll byte[] bytes) {
		assertThat(this.decoder.decode(bytes)).isInstanceOf(Decoding.Undecodable.class);
	}

	@Property(tries = 3000)
	void answersDamagedEventsWithoutRepeatingThem(@ForAll @IntRange(max = 600) int place, @ForAll byte damage,
			@ForAll @IntRange(max = 2) int how) {
		byte[] bytes = SampleEvent.full().bytes();
		Decoding answer = this.decoder.decode(damaged(bytes, place % bytes.length, damage, how));
		if (answer instanceof Decoding.Refused refused) {
			assertThat(refused.errors().toString()).doesNotContain(SampleEvent.PERSON_NO);
		}
		if (answer instanceof Decoding.Undecodable undecodable) {
			assertThat(undecodable.reason()).doesNotContain(SampleEvent.PERSON_NO);
		}
	}

	@Property(tries = 500)
	void theOrderOfFieldsDoesNotMatter(@ForAll @Size(16) List<@IntRange(max = 11) Integer> choices,
			@ForAll Random random) {
		List<String> values = List.of("null", "\"\"", "1", "-1", "1.5", "\"x\"", "true", "[]", "{}", "\"310000\"",
				"{\"a\":-1,\"b\":\"\"}", "\"REVERSAL\"");
		Map<String, String> fields = new LinkedHashMap<>(SampleEvent.full().fields());
		int number = 0;
		for (String name : SampleEvent.full().fields().keySet()) {
			int choice = choices.get(number++);
			if (choice % 2 == 0) {
				fields.put(name, values.get(choice));
			}
		}
		List<Map.Entry<String, String>> shuffled = new ArrayList<>(fields.entrySet());
		Collections.shuffle(shuffled, random);
		Map<String, String> reordered = new LinkedHashMap<>();
		shuffled.forEach((field) -> reordered.put(field.getKey(), field.getValue()));
		assertThat(this.decoder.decode(new SampleEvent(reordered).bytes()))
			.isEqualTo(this.decoder.decode(new SampleEvent(fields).bytes()));
	}

	@Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
	void theDetailOfAClaimFitsItsColumn(@ForAll("claims") Claim claim) {
		String json = ClaimDetail.toJson(claim);
		assertThat(json == null).isEqualTo(claim.split() == null && claim.funds().isEmpty());
		assertThat((json != null) ? json.length() : 0).isLessThanOrEqualTo(4000);
	}

	@Provide
	Arbitrary<Claim> claims() {
		return SampleClaims.any();
	}

	@Provide
	Arbitrary<byte[]> bytes() {
		return Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
	}

	/** One byte overwritten, left out or everything after it cut off. */
	private static byte[] damaged(byte[] bytes, int place, byte damage, int how) {
		byte[] damaged = (how == 0) ? bytes.clone() : new byte[(how == 1) ? bytes.length - 1 : place];
		if (how == 0) {
			damaged[place] = damage;
		}
		else {
			System.arraycopy(bytes, 0, damaged, 0, place);
			System.arraycopy(bytes, place + 1, damaged, place, damaged.length - place);
		}
		return damaged;
	}

}
