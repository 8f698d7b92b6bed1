package io.medsettle.batch.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Lets the process die as far as its database can tell: after a given number of
 * transactions nothing more is committed, as if the process had been killed between the
 * last of them and the next.
 */
public class Mortality implements BeanPostProcessor {

	private static final Set<String> LAST_RITES = Set.of("rollback", "close", "isClosed", "getAutoCommit",
			"setAutoCommit", "isReadOnly", "setReadOnly", "getTransactionIsolation", "setTransactionIsolation");

	private int transactionsLeft = Integer.MAX_VALUE;

	private final Map<String, AtomicInteger> counted = new ConcurrentHashMap<>();

	/**
	 * Lets the process die when it has committed so many transactions more.
	 */
	public synchronized void dieAfter(int transactions) {
		this.transactionsLeft = transactions;
	}

	/**
	 * Starts the process again.
	 * @return whether it had died
	 */
	public synchronized boolean revive() {
		boolean died = this.transactionsLeft < 0;
		this.transactionsLeft = Integer.MAX_VALUE;
		return died;
	}

	/**
	 * Counts the statements that contain a text from now on, also those of a dead
	 * process: what does the same again and again has been there when its statement has
	 * come once more.
	 */
	public AtomicInteger count(String text) {
		return this.counted.computeIfAbsent(text, (key) -> new AtomicInteger());
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource source) ? new MortalDataSource(source) : bean;
	}

	private synchronized boolean commit() {
		if (this.transactionsLeft >= 0) {
			this.transactionsLeft--;
		}
		return this.transactionsLeft >= 0;
	}

	public synchronized boolean isDead() {
		return this.transactionsLeft < 0;
	}

	private void note(String sql) {
		this.counted.forEach((text, count) -> {
			if (sql.contains(text)) {
				count.incrementAndGet();
			}
		});
	}

	private Connection mortal(Connection connection) {
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					if (method.getName().startsWith("prepare")) {
						note((String) arguments[0]);
					}
					boolean autoCommit = connection.getAutoCommit();
					if (method.getName().equals("commit") && !commit()) {
						connection.rollback();
						throw new SQLException("The process is dead.");
					}
					if (isDead() && !LAST_RITES.contains(method.getName())) {
						throw new SQLException("The process is dead.");
					}
					if (method.getName().startsWith("prepare") && autoCommit && !commit()) {
						throw new SQLException("The process is dead.");
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private final class MortalDataSource extends DelegatingDataSource {

		MortalDataSource(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return mortal(super.getConnection());
		}

	}

}
