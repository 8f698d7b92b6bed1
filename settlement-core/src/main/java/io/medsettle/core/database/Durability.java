package io.medsettle.core.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes what was committed outlive the process. PostgreSQL does so by itself; the
 * embedded database goes back to its last checkpoint after a crash, so that a killed
 * process would forget what it has just answered. Events need no such care, since Kafka
 * still has them; decisions of people do.
 */
@Component
public class Durability {

	private final ObjectProvider<Checkpoints> checkpoints;

	Durability(ObjectProvider<Checkpoints> checkpoints) {
		this.checkpoints = checkpoints;
	}

	/**
	 * Returns once all that was committed before outlives the process.
	 */
	public void assure() {
		this.checkpoints.ifAvailable(Checkpoints::take);
	}

}
