package io.medsettle.api.access;

/**
 * A password was made that nobody knows yet.
 *
 * @param username whose it is
 * @param password to be shown once, and kept nowhere
 */
public record PasswordMade(String username, String password) {

	@Override
	public String toString() {
		return this.username;
	}

}
