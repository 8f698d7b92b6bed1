package io.medsettle.batch.settle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.medsettle.batch.match.BookedClaim;
import io.medsettle.batch.match.LegPair;
import io.medsettle.batch.match.NamedClaims;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.privacy.PersonNumberCipher;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds reversals with their originals and with the other reversals of the same original.
 * A reversal counts for the claim that it names or, once two persons have linked it to
 * another, for that alone. Few originals have more than one reversal, and only theirs are
 * looked up.
 */
@Component
class ReversalSearch {

	/**
	 * The reversal {@code t} with the break {@code b}, if it has one, the claim that it
	 * takes back, and how many reversals name that.
	 */
	private static final String REVERSAL = """
			select t.hospital_code, t.claim_no, b.break_id, coalesce(b.linked_claim_no, t.original_claim_no) as counts_for,
			       %s, %s,
			       (select count(*) from reversal x
			        where x.hospital_code = t.hospital_code
			          and x.original_claim_no = coalesce(b.linked_claim_no, t.original_claim_no)) as reversals
			"""
		.formatted(BookedClaim.columns("t"), Original.columns());

	private static final String ORIGINAL = """
			left join treatment_claim_by_identity o
			  on o.hospital_code = t.hospital_code and o.claim_no = coalesce(b.linked_claim_no, t.original_claim_no)
			  and o.clearing_day <= :day
			left join claim_break h on h.hospital_code = o.hospital_code and h.claim_no = o.claim_no
			""";

	/** What no break holds, or one that was opened on the day itself. */
	private static final String OF_DAY = REVERSAL + """
			from treatment_claim t
			left join claim_break b on b.hospital_code = t.hospital_code and b.claim_no = t.claim_no
			""" + ORIGINAL + """
			where t.clearing_day = :day and t.sign = -1
			  and (b.break_id is null or b.opened_day = :day and b.resolved_day is null)""";

	private static final String OF_BREAKS = REVERSAL + """
			from claim_break b
			join treatment_claim_by_identity t on t.hospital_code = b.hospital_code and t.claim_no = b.claim_no
			""" + ORIGINAL;

	private static final String HELD_EARLIER = OF_BREAKS + """
			where b.resolved_day is null and b.opened_day < :day and t.clearing_day <= :day and t.sign = -1""";

	private static final String OF_BREAK = OF_BREAKS + "where b.break_id = :id and t.sign = -1";

	private static final String FAMILIES = """
			select e.hospital_code, e.claim_no, x.original_claim_no as counts_for, %s
			%s
			join reversal x on x.hospital_code = wanted.hospital_code and x.original_claim_no = wanted.claim_no
			join treatment_claim_by_identity e
			  on e.hospital_code = x.hospital_code and e.claim_no = x.claim_no and e.clearing_day <= ?
			left join claim_break b on b.hospital_code = e.hospital_code and b.claim_no = e.claim_no
			left join insured_claim_by_identity i
			  on i.hospital_code = b.hospital_code and i.claim_no = b.claim_no and b.decision = 'ACCEPT_INSURED'
			where e.sign = -1 and x.original_claim_no = coalesce(b.linked_claim_no, e.original_claim_no)"""
		.formatted(FamilyReversal.columns(), NamedClaims.WANTED);

	private static final String LINKED = """
			select %s
			from treatment_claim_by_identity o
			left join claim_break h on h.hospital_code = o.hospital_code and h.claim_no = o.claim_no
			where o.hospital_code = :hospitalCode and o.claim_no = :claimNo and o.clearing_day <= :day"""
		.formatted(Original.columns());

	private static final String PUBLISHED = "select max(day) from sealed_day";

	private final JdbcClient jdbc;

	private final NamedClaims claims;

	private final PersonNumberCipher cipher;

	ReversalSearch(JdbcClient jdbc, NamedClaims claims, PersonNumberCipher cipher) {
		this.jdbc = jdbc;
		this.claims = claims;
		this.cipher = cipher;
	}

	/**
	 * The reversals that a night has to judge: those of the day, and those that breaks of
	 * earlier days hold.
	 */
	ReversalNight ofNight(LocalDate day) {
		List<Found> found = new ArrayList<>();
		for (String sql : List.of(HELD_EARLIER, OF_DAY)) {
			this.jdbc.sql(sql).param("day", day).query((row) -> {
				Found each = Found.read(row, this.cipher);
				if (!each.isPlain()) {
					found.add(each);
				}
			});
		}
		Map<ClaimIdentity, ReversalFamily> families = families(found, day);
		ReversalNight night = new ReversalNight();
		found.forEach((each) -> night.add(each.reversal(), each.broken(),
				Objects.requireNonNull(families.get(each.original()))));
		return night;
	}

	/**
	 * The family of the reversal that a break holds, as it is known now; empty if the
	 * treatment city's book has no reversal for it.
	 */
	Optional<ReversalFamily> ofBreak(String id) {
		LocalDate day = today();
		return this.jdbc.sql(OF_BREAK)
			.param("id", id)
			.param("day", day)
			.query((row, number) -> Found.read(row, this.cipher))
			.optional()
			.map((found) -> Objects.requireNonNull(families(List.of(found), day).get(found.original())));
	}

	/**
	 * The family that a reversal would belong to if it counted for another original;
	 * empty if the treatment city's book does not have that.
	 */
	Optional<ReversalFamily> linked(ClaimIdentity reversal, BookedClaim booked, String originalClaimNo) {
		LocalDate day = today();
		ClaimIdentity wanted = new ClaimIdentity(reversal.hospitalCode(), originalClaimNo);
		return this.jdbc.sql(LINKED)
			.param("hospitalCode", wanted.hospitalCode())
			.param("claimNo", wanted.claimNo())
			.param("day", day)
			.query((row, number) -> Objects.requireNonNull(Original.read(row, this.cipher)))
			.optional()
			.map((original) -> {
				Found found = new Found(FamilyReversal.undecided(reversal, booked), wanted, original, true, true);
				return Objects.requireNonNull(families(List.of(found), day).get(wanted));
			});
	}

	/** The first day that is not published: what cleared before it is known. */
	private LocalDate today() {
		return this.jdbc.sql(PUBLISHED).query(LocalDate.class).optional().orElse(LocalDate.EPOCH).plusDays(1);
	}

	private Map<ClaimIdentity, ReversalFamily> families(List<Found> found, LocalDate day) {
		Map<ClaimIdentity, Map<ClaimIdentity, FamilyReversal>> reversals = new HashMap<>();
		List<ClaimIdentity> shared = found.stream().filter(Found::shared).map(Found::original).distinct().toList();
		this.claims.query(FAMILIES, shared, day, (row) -> {
			BookedClaim booked = Objects.requireNonNull(BookedClaim.read(row, "e", this.cipher));
			FamilyReversal reversal = FamilyReversal.read(row, booked, day, this.cipher);
			ClaimIdentity original = new ClaimIdentity(row.getString("hospital_code"), row.getString("counts_for"));
			reversals.computeIfAbsent(original, (any) -> new LinkedHashMap<>()).put(reversal.identity(), reversal);
		});
		Map<ClaimIdentity, Original> originals = new HashMap<>();
		for (Found each : found) {
			reversals.computeIfAbsent(each.original(), (any) -> new LinkedHashMap<>())
				.putIfAbsent(each.reversal().identity(), each.reversal());
			if (each.known() != null) {
				originals.put(each.original(), each.known());
			}
		}
		Map<ClaimIdentity, ReversalFamily> families = new HashMap<>();
		reversals.forEach((original, members) -> families.put(original,
				new ReversalFamily(original, originals.get(original), List.copyOf(members.values()))));
		return families;
	}

	/**
	 * A reversal and the original that it counts for.
	 *
	 * @param reversal the reversal
	 * @param original the claim it counts for
	 * @param known what is known of that, or null if the treatment city's book does not
	 * have it
	 * @param shared whether other reversals may count for the same original
	 * @param broken whether a break holds the reversal
	 */
	private record Found(FamilyReversal reversal, ClaimIdentity original, @Nullable Original known, boolean shared,
			boolean broken) {

		static Found read(ResultSet row, PersonNumberCipher cipher) throws SQLException {
			ClaimIdentity identity = LegPair.identity(row);
			BookedClaim booked = Objects.requireNonNull(BookedClaim.read(row, "t", cipher));
			ClaimIdentity original = new ClaimIdentity(identity.hospitalCode(), row.getString("counts_for"));
			boolean broken = row.getString("break_id") != null;
			// One that is decided stands among the others as it is decided.
			return new Found(FamilyReversal.undecided(identity, booked), original, Original.read(row, cipher),
					row.getInt("reversals") > 1 || broken, broken);
		}

		/** Whether it clears as booked, beside no other. */
		boolean isPlain() {
			return !this.broken && !this.shared && this.known != null && this.known.heldBy() == null
					&& this.known.mismatches(this.reversal.booked()).isEmpty();
		}

	}

}
