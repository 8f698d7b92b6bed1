package io.medsettle.api.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.intake.ClaimLookup;
import io.medsettle.core.intake.ClaimRecord;

import org.springframework.stereotype.Component;

/**
 * Whose a claim is: its hospital's, its insured city's, and those cities' that its
 * hospital has belonged to.
 */
@Component
public class ClaimAccess {

	private final ClaimLookup lookup;

	private final RegistryStore registries;

	private final ClaimReads reads;

	ClaimAccess(ClaimLookup lookup, RegistryStore registries, ClaimReads reads) {
		this.reads = reads;
		this.lookup = lookup;
		this.registries = registries;
	}

	/**
	 * Whether a caller sees a claim that is in the books.
	 */
	public boolean isSeenBy(Caller caller, ClaimIdentity identity) {
		return sees(caller, identity.hospitalCode(), Optional.empty()) || this.lookup.find(identity)
			.map(ClaimAccess::insuredCity)
			.filter(caller.organisation()::equals)
			.isPresent();
	}

	/**
	 * Whether a caller sees a claim of a hospital.
	 * @param insuredCity the claim's, if it is known
	 */
	public boolean sees(Caller caller, String hospitalCode, Optional<String> insuredCity) {
		List<String> organisations = new ArrayList<>();
		organisations.add(hospitalCode);
		insuredCity.ifPresent(organisations::add);
		this.registries.current().citiesOf(hospitalCode).forEach(organisations::add);
		return caller.sees(organisations);
	}

	/**
	 * Writes down that a caller reads a claim, before it is shown.
	 * @throws io.medsettle.core.audit.AuditUnavailableException if it cannot be; then it
	 * is not to be shown
	 */
	public void recordRead(Caller caller, ClaimIdentity claim) {
		this.reads.record(caller, claim);
	}

	private static String insuredCity(ClaimRecord record) {
		ClaimRecord.PostedClaim posted = (record.insured() != null) ? record.insured() : record.treatment();
		return (posted != null) ? posted.claim().insuredCity() : "";
	}

}
