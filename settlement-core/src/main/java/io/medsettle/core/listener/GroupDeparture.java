package io.medsettle.core.listener;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medsettle.core.kafka.KafkaAway;
import io.medsettle.core.kafka.KafkaClients;
import io.medsettle.core.settings.SettlementSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Hands the partitions of a process that stops in order to others of its group, if there
 * are any. A member that has a name keeps its partitions until its session is over, so
 * that it finds them again after a restart: nobody is to wait for that who could take
 * them at once.
 */
@Component
class GroupDeparture implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(GroupDeparture.class);

	/** When the listeners have stopped. */
	private static final int PHASE = AbstractMessageListenerContainer.DEFAULT_PHASE - 1;

	private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(3);

	private final List<String> groups;

	private final KafkaClients clients;

	private final SettlementSettings settings;

	private volatile boolean running;

	GroupDeparture(ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners, KafkaClients clients,
			SettlementSettings settings) {
		this.groups = listeners.orderedStream().map((listener) -> String.valueOf(listener.getGroupId())).toList();
		this.clients = clients;
		this.settings = settings;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.settings.broker().embedded() || this.groups.isEmpty()) {
			// The broker stops as well.
			return;
		}
		try (Admin admin = this.clients.admin(ANSWER_TIME_MAX)) {
			Map<String, ConsumerGroupDescription> described = KafkaClients
				.answer(admin.describeConsumerGroups(this.groups).all());
			described.forEach((group, description) -> leave(group, description.members(), admin));
		}
		catch (KafkaException ex) {
			log.warn(KafkaAway.markerOf(ex),
					"The partitions of this process stay its own until its session is over: {}", ex.toString());
		}
	}

	private void leave(String group, Collection<MemberDescription> members, Admin admin) {
		Pattern ownNames = Pattern.compile(Pattern.quote(this.clients.memberName(group)) + "(-\\d+)?");
		List<String> own = members.stream()
			.map((member) -> member.groupInstanceId().orElse(""))
			.filter(ownNames.asMatchPredicate())
			.toList();
		if (!own.isEmpty() && own.size() < members.size()) {
			KafkaClients.answer(
					admin
						.removeMembersFromConsumerGroup(group,
								new RemoveMembersFromConsumerGroupOptions(
										own.stream().map(MemberToRemove::new).collect(Collectors.toSet())))
						.all());
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
