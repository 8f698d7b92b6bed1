package io.medsettle.api.claims;

import java.time.Clock;
import java.util.List;

import io.medsettle.api.access.Caller;
import io.medsettle.core.claim.Claim;
import io.medsettle.core.claim.ClaimDecoder;
import io.medsettle.core.claim.ClaimIdentity;
import io.medsettle.core.claim.ClaimRules;
import io.medsettle.core.claim.Decoding;
import io.medsettle.core.database.RegistryStore;
import io.medsettle.core.problem.InputError;
import io.medsettle.core.problem.ProblemCode;
import io.medsettle.core.registry.Hospital;
import io.medsettle.core.settings.ConditionalOnRole;
import io.medsettle.core.settings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks claims before they are appended, with the same rules that the router applies
 * again: whatever can be said at once is said at once. Events that hospitals write to
 * Kafka themselves meet these rules in the router only.
 */
@Component
@ConditionalOnRole(Role.API)
class ClaimValidator {

	private final ClaimDecoder decoder;

	private final ClaimRules rules;

	private final RegistryStore registryStore;

	private final Clock clock;

	ClaimValidator(ClaimDecoder decoder, ClaimRules rules, RegistryStore registryStore, Clock clock) {
		this.decoder = decoder;
		this.rules = rules;
		this.registryStore = registryStore;
		this.clock = clock;
	}

	/**
	 * What a claim's bytes come to that a hospital sends.
	 */
	Admission check(byte[] utf8, Caller caller) {
		Decoding decoded = this.decoder.decode(utf8);
		String hospitalCode = switch (decoded) {
			case Decoding.Undecodable undecodable -> null;
			case Decoding.Refused refused -> refused.hospitalCode();
			case Decoding.Decoded(Claim claim) -> claim.hospitalCode();
		};
		return (hospitalCode == null || !Hospital.isCode(hospitalCode) || hospitalCode.equals(caller.organisation()))
				? check(decoded) : new Admission.OfAnother();
	}

	private Admission check(Decoding decoding) {
		return switch (decoding) {
			case Decoding.Undecodable undecodable ->
				new Admission.Refused(null, List.of(new InputError("", ProblemCode.MALFORMED, undecodable.reason())));
			case Decoding.Refused refused -> new Admission.Refused(identity(refused), refused.errors());
			case Decoding.Decoded decoded -> {
				List<InputError> errors = this.rules.check(decoded.claim(), this.registryStore.current(),
						this.clock.instant());
				yield errors.isEmpty() ? new Admission.Admitted(decoded.claim())
						: new Admission.Refused(decoded.claim().identity(), errors);
			}
		};
	}

	private static @Nullable ClaimIdentity identity(Decoding.Refused refused) {
		String hospitalCode = refused.hospitalCode();
		String claimNo = refused.claimNo();
		return (hospitalCode != null && claimNo != null) ? new ClaimIdentity(hospitalCode, claimNo) : null;
	}

}
