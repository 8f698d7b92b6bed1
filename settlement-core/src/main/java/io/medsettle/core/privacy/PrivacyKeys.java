package io.medsettle.core.privacy;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the key file, in the order in which they come into use.
 *
 * @param all at least one, the first of which is used from the beginning of time
 */
record PrivacyKeys(List<PrivacyKey> all) {

	PrivacyKeys {
		all = all.stream().sorted(Comparator.comparingLong(PrivacyKey::usedFromMs)).toList();
	}

	/**
	 * The key that is used for a time.
	 */
	PrivacyKey usedAt(long timeMs) {
		int last = this.all.size() - 1;
		while (last > 0 && this.all.get(last).usedFromMs() > timeMs) {
			last--;
		}
		return this.all.get(last);
	}

	@Nullable PrivacyKey find(String id) {
		for (PrivacyKey key : this.all) {
			if (key.id().equals(id)) {
				return key;
			}
		}
		return null;
	}

}
