package io.medsettle.api.access;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;

/**
 * What the database said of something some seconds ago. Who asks often does not wait for
 * it: it is asked again in the background. What nobody has asked for since is read anew
 * first, as it may have been revoked an hour ago. While the database is away, what it
 * said last holds.
 *
 * @param <K> what is asked for
 * @param <V> what is known of it
 */
public final class RecentlyRead<K, V> {

	/** How many times {@code knownFor} an answer may be old. */
	private static final int OLDEST = 2;

	private final LoadingCache<K, Optional<V>> known;

	private final Duration oldest;

	/**
	 * @param sizeMax how much is known at a time
	 * @param knownFor how old an answer is when the database is asked again
	 * @param forgottenAfter how long what nobody asks for is kept
	 * @param background asks again
	 */
	public RecentlyRead(int sizeMax, Duration knownFor, Duration forgottenAfter, ExecutorService background,
			Function<K, Optional<V>> database) {
		this.oldest = knownFor.multipliedBy(OLDEST);
		this.known = Caffeine.newBuilder()
			.maximumSize(sizeMax)
			.expireAfterAccess(forgottenAfter)
			.refreshAfterWrite(knownFor)
			.executor(background)
			.build(new CacheLoader<>() {

				@Override
				public Optional<V> load(K key) {
					return database.apply(key);
				}

				@Override
				public Optional<V> reload(K key, Optional<V> old) {
					try {
						return load(key);
					}
					catch (DataAccessException ex) {
						return old;
					}
				}
			});
	}

	/**
	 * What is known, at most twice {@code knownFor} old where the database answers.
	 * @throws DataAccessException if it does not, and has never said anything of it
	 */
	public Optional<V> get(K key) {
		if (isOld(key)) {
			CompletableFuture<Optional<V>> readAgain = this.known.refresh(key);
			return readAgain.join();
		}
		return this.known.get(key);
	}

	/** What is known already; null if it has not been asked for. */
	public @Nullable V ifKnown(K key) {
		Optional<V> found = this.known.getIfPresent(key);
		return (found != null) ? found.orElse(null) : null;
	}

	/** Knows it from now on. */
	public void put(K key, V value) {
		this.known.put(key, Optional.of(value));
	}

	/** Has it read anew. */
	public void forget(K key) {
		this.known.invalidate(key);
	}

	private boolean isOld(K key) {
		return this.known.policy()
			.refreshAfterWrite()
			.flatMap((refresh) -> refresh.ageOf(key))
			.filter((age) -> age.compareTo(this.oldest) > 0)
			.isPresent();
	}

}
