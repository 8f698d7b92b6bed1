package io.medsettle.core.audit;

import org.springframework.dao.TransientDataAccessResourceException;

/**
 * An act could not be written to the audit trail, and so was not done.
 */
public class AuditUnavailableException extends TransientDataAccessResourceException {

	private static final long serialVersionUID = 1L;

	AuditUnavailableException(Throwable cause) {
		super("The audit trail cannot be written.", cause);
	}

}
