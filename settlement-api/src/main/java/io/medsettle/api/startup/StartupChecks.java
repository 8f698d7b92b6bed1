package io.medsettle.api.startup;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.medsettle.core.database.DatabaseFile;
import io.medsettle.core.settings.Role;
import io.medsettle.core.settings.SettlementSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Checks, before any part of the engine is created, what can keep it from starting, and
 * takes the data folder. So a second process on the same folder never gets as far as the
 * first one's broker or database.
 */
public class StartupChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger logger = LoggerFactory.getLogger(StartupChecks.class);

	private static final int HTTP_PORT_DEFAULT = 8080;

	private static final String DATABASE = "spring.datasource.url";

	private final @Nullable String insteadOfTheCommand;

	/**
	 * The checks of an engine.
	 */
	public StartupChecks() {
		this(null);
	}

	private StartupChecks(@Nullable String insteadOfTheCommand) {
		this.insteadOfTheCommand = insteadOfTheCommand;
	}

	/**
	 * The checks of a command that works on what an engine has stored: it needs the
	 * database, and takes the data folder only where the database lies in it.
	 * @param insteadOfTheCommand what to do while an engine has taken that folder
	 */
	public static StartupChecks ofStoredData(String insteadOfTheCommand) {
		return new StartupChecks(insteadOfTheCommand);
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Binder binder = Binder.get(context.getEnvironment());
		SettlementSettings settings = CheckedSettings.read(binder);
		RequiredSettings.require(context.getEnvironment());
		Path folder = settings.dataDir().toAbsolutePath().normalize();
		if (settings.broker().embedded() && folder.toString().contains(",")) {
			throw new CannotStartException(WrongSetting.line("settlement.data-dir", folder.toString(),
					"must not have a comma, which Kafka takes for the end of a folder's name"));
		}
		// The database takes no folder that is only implied to lie in the working one.
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("data folder", Map.of("settlement.data-dir", folder.toString())));
		if (this.insteadOfTheCommand != null) {
			takeStoredData(folder, context, this.insteadOfTheCommand);
		}
		else if (keepsDataOfItsOwn(settings, binder)) {
			DataFolder dataFolder = DataFolder.lock(folder);
			requireSurroundings(settings, binder, dataFolder);
			releaseAtTheEnd(dataFolder, context);
		}
		else {
			if (settings.roles().contains(Role.NIGHT)) {
				DataFolder.requireWritable(folder);
			}
			requireSurroundings(settings, binder);
		}
		logger.info("Data folder {}", folder);
	}

	private static void takeStoredData(Path folder, ConfigurableApplicationContext context,
			String insteadOfTheCommand) {
		String database = Binder.get(context.getEnvironment()).bind(DATABASE, String.class).orElse("");
		if (!DatabaseFile.isNamedBy(database)) {
			return;
		}
		Path file = DatabaseFile.of(database).path();
		if (!Files.exists(file)) {
			throw new CannotStartException("There is no database " + file
					+ ": name the engine's data folder (settlement.data-dir) or its database (" + DATABASE + ")");
		}
		try {
			releaseAtTheEnd(DataFolder.lock(folder), context);
		}
		catch (DataFolderInUseException ex) {
			// Without the cause, whose own line would be told instead.
			throw new CannotStartException(ex.getMessage() + ": " + insteadOfTheCommand);
		}
	}

	private static void requireSurroundings(SettlementSettings settings, Binder binder, DataFolder dataFolder) {
		try {
			requireSurroundings(settings, binder);
		}
		catch (CannotStartException ex) {
			dataFolder.destroy();
			throw ex;
		}
	}

	private static void requireSurroundings(SettlementSettings settings, Binder binder) {
		port("server", HTTP_PORT_DEFAULT, binder).requireFree();
		port("management.server", 0, binder).requireFree();
		if (settings.broker().embedded()) {
			new ServerPort("settlement.broker.port", InetAddress.getLoopbackAddress(), settings.broker().port())
				.requireFree();
		}
		else {
			outsideKafka(binder).requireReachable();
		}
	}

	/**
	 * Processes over one outside Kafka and database share the folder of the published
	 * files; a broker's log or a database file belongs to one process alone.
	 */
	private static boolean keepsDataOfItsOwn(SettlementSettings settings, Binder binder) {
		return settings.broker().embedded() || DatabaseFile.isNamedBy(binder.bind(DATABASE, String.class).orElse(""));
	}

	/**
	 * What is registered first is destroyed last: the folder is let go when broker and
	 * database have let go of it.
	 */
	private static void releaseAtTheEnd(DataFolder dataFolder, ConfigurableApplicationContext context) {
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
			beans.registerDisposableBean("dataFolder", dataFolder);
		}
	}

	private static ServerPort port(String server, int otherwise, Binder binder) {
		return new ServerPort(server + ".port", binder.bind(server + ".address", InetAddress.class).orElse(null),
				binder.bind(server + ".port", Integer.class).orElse(otherwise));
	}

	private static OutsideKafka outsideKafka(Binder binder) {
		return new OutsideKafka(binder.bind(OutsideKafka.SETTING, Bindable.listOf(String.class))
			.orElseGet(() -> List.of("localhost:9092")));
	}

}
