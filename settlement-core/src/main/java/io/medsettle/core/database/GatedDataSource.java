package io.medsettle.core.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections whose statements, commits and rollbacks go through a {@link StatementGate}.
 */
class GatedDataSource extends DelegatingDataSource {

	/** What changes the database, apart from the statements. */
	private static final Set<String> CHANGES = Set.of("commit", "rollback", "close", "abort", "setAutoCommit",
			"isValid");

	private final StatementGate gate;

	GatedDataSource(DataSource target, StatementGate gate) {
		super(target);
		this.gate = gate;
	}

	@Override
	public Connection getConnection() throws SQLException {
		return gated(super.getConnection());
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return gated(super.getConnection(username, password));
	}

	private Connection gated(Connection connection) {
		return (Connection) proxy(Connection.class, (proxy, method, arguments) -> {
			Object result = CHANGES.contains(method.getName())
					? this.gate.run(() -> invoke(method, connection, arguments))
					: invoke(method, connection, arguments);
			return (result instanceof Statement statement) ? gated(statement, method.getReturnType()) : result;
		});
	}

	private Object gated(Statement statement, Class<?> type) {
		return proxy(type, (proxy, method, arguments) -> method.getName().startsWith("execute")
				? this.gate.run(() -> invoke(method, statement, arguments)) : invoke(method, statement, arguments));
	}

	private static Object proxy(Class<?> type, InvocationHandler handler) {
		return Proxy.newProxyInstance(GatedDataSource.class.getClassLoader(), new Class<?>[] { type }, handler);
	}

	private static Object invoke(Method method, Object target, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
