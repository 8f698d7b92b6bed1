package io.medsettle.batch.publish;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import io.medsettle.batch.clear.BookedDay;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Lets a test take a proof out of the night, to see who else notices.
 */
public final class ProofSwitch implements BeanPostProcessor {

	private final Set<Integer> off = new HashSet<>();

	/**
	 * From now on the night does not prove the invariant.
	 */
	public void switchOff(int invariant) {
		this.off.add(invariant);
	}

	/**
	 * The night proves everything again.
	 */
	public void switchAllOn() {
		this.off.clear();
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof Proof proof) ? new Switched(proof, this.off) : bean;
	}

	private static final class Switched extends Proof {

		private final Proof proof;

		private final Set<Integer> off;

		Switched(Proof proof, Set<Integer> off) {
			super(proof.invariant(), proof.statement());
			this.proof = proof;
			this.off = off;
		}

		@Override
		Optional<String> violation(BookedDay booked) {
			return this.off.contains(invariant()) ? Optional.empty() : this.proof.violation(booked);
		}

	}

}
