package io.medsettle.api.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;

/**
 * Any number of different claims that the engine takes, spread over all hospitals of the
 * registry. Safe for use by several threads.
 */
final class GeneratedClaims {

	private static final int HOSPITAL_FROM = "{\"hospitalCode\":\"".length();

	private static final int HOSPITAL_TO = HOSPITAL_FROM + "H31000000001".length();

	private static final String SUZHOU = "320500";

	private static final String SHANGHAI = "310000";

	private final List<String[]> hospitals = hospitals();

	private final String settledAt = OffsetDateTime.now(ZoneId.of("Asia/Shanghai"))
		.minusMinutes(1)
		.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));

	private final AtomicLong number = new AtomicLong();

	/** One more claim of some hospital, as JSON. */
	String next() {
		long serial = this.number.incrementAndGet();
		long stirred = stirred(serial);
		return claim(serial, stirred, this.hospitals.get((int) (stirred % this.hospitals.size())));
	}

	/** One more claim of one hospital. */
	String next(String hospitalCode) {
		long serial = this.number.incrementAndGet();
		return claim(serial, stirred(serial),
				this.hospitals.stream()
					.filter((hospital) -> hospital[0].equals(hospitalCode))
					.findFirst()
					.orElseThrow());
	}

	/** The codes of all hospitals. */
	List<String> hospitalCodes() {
		return this.hospitals.stream().map((hospital) -> hospital[0]).toList();
	}

	/** The hospital of a claim that was made here. */
	static String hospitalCode(String claim) {
		return claim.substring(HOSPITAL_FROM, HOSPITAL_TO);
	}

	/** One more claim of the first hospital, whose batches they are. */
	private String nextOfOne() {
		long serial = this.number.incrementAndGet();
		return claim(serial, stirred(serial), this.hospitals.getFirst());
	}

	/** Neighbours differ, as real claims do. */
	private static long stirred(long serial) {
		return (serial * 0x9E3779B97F4A7C15L) >>> 1;
	}

	private String claim(long serial, long stirred, String[] hospital) {
		String insuredCity = hospital[1].equals(SUZHOU) ? SHANGHAI : SUZHOU;
		long fund = stirred % 90_000;
		long account = (stirred >>> 20) % 50_000;
		long cash = (stirred >>> 40) % 20_000;
		return "{\"hospitalCode\":\"" + hospital[0] + "\",\"claimNo\":\"" + hospital[0] + "-B" + serial
				+ "\",\"kind\":\"SETTLEMENT\",\"originalClaimNo\":null,\"insuredCity\":\"" + insuredCity
				+ "\",\"personNo\":\"" + insuredCity + (10_000_000L + stirred % 80_000_000L)
				+ "\",\"insuranceType\":\"310\",\"visitType\":\"11\",\"settledAt\":\"" + this.settledAt
				+ "\",\"totalFen\":" + (fund + account + cash) + ",\"fundFen\":" + fund + ",\"accountFen\":" + account
				+ ",\"cashFen\":" + cash + "}";
	}

	/** That many claims of one hospital, one a line, made while they are read. */
	InputStream lines(long count) {
		return new Lines(count);
	}

	private static List<String[]> hospitals() {
		try (BufferedReader csv = new BufferedReader(new InputStreamReader(
				new ClassPathResource("registry/hospitals.csv").getInputStream(), StandardCharsets.UTF_8))) {
			return csv.lines()
				.skip(1)
				.map((row) -> row.split(","))
				.map((row) -> new String[] { row[0], row[2] })
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private final class Lines extends InputStream {

		private long left;

		private byte @Nullable [] line;

		private int position;

		Lines(long count) {
			this.left = count;
		}

		@Override
		public int read() {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0];
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			int filled = 0;
			while (filled < length && advance()) {
				byte[] current = Objects.requireNonNull(this.line);
				int part = Math.min(length - filled, current.length - this.position);
				System.arraycopy(current, this.position, target, offset + filled, part);
				this.position += part;
				filled += part;
			}
			return (filled > 0) ? filled : -1;
		}

		private boolean advance() {
			byte[] current = this.line;
			if (current != null && this.position < current.length) {
				return true;
			}
			if (this.left == 0) {
				return false;
			}
			this.left--;
			this.position = 0;
			this.line = (nextOfOne() + "\n").getBytes(StandardCharsets.US_ASCII);
			return true;
		}

	}

}
