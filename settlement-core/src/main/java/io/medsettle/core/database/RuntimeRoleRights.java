package io.medsettle.core.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Where migrations run as another role ({@code spring.flyway.user}) than the engine does
 * ({@code spring.datasource.username}), gives the engine's role exactly the rights it
 * needs, after each migration. PostgreSQL only: the embedded database has one user.
 */
@Component
class RuntimeRoleRights implements Callback {

	private static final String RIGHTS = "/db/rights/postgresql.sql";

	private static final String NAME_ROLE = "select set_config('medsettle.runtime_role', ?, false)";

	private final ObjectProvider<JdbcConnectionDetails> engine;

	RuntimeRoleRights(ObjectProvider<JdbcConnectionDetails> engine) {
		this.engine = engine;
	}

	@Override
	public boolean supports(Event event, @Nullable Context context) {
		return event == Event.AFTER_MIGRATE;
	}

	@Override
	public boolean canHandleInTransaction(Event event, @Nullable Context context) {
		return true;
	}

	@Override
	public void handle(Event event, Context context) {
		JdbcConnectionDetails details = this.engine.getIfAvailable();
		String role = (details != null) ? details.getUsername() : null;
		try {
			Connection owner = context.getConnection();
			if (role != null && owner.getMetaData().getDatabaseProductName().equals("PostgreSQL")
					&& !role.equals(owner.getMetaData().getUserName())) {
				grant(owner, role);
			}
		}
		catch (SQLException | IOException ex) {
			throw new FlywayException("The rights of the role " + role + " could not be set: " + ex.getMessage(), ex);
		}
	}

	private static void grant(Connection owner, String role) throws SQLException, IOException {
		try (InputStream rights = Objects.requireNonNull(RuntimeRoleRights.class.getResourceAsStream(RIGHTS));
				PreparedStatement name = owner.prepareStatement(NAME_ROLE);
				Statement statement = owner.createStatement()) {
			name.setString(1, role);
			name.execute();
			statement.execute(new String(rights.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	@Override
	public String getCallbackName() {
		return "runtime-role-rights";
	}

}
