package io.maskwise.spark;

import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockResult;
import org.apache.spark.storage.BroadcastBlockId;
import org.apache.spark.storage.StorageLevel;
import scala.Option;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Objects that tasks and the driver leave for each other in Spark's block storage, under the name of one broadcast.
 *
 * <p>Where both ends are in one JVM, an object is handed over as it is; where they are not, Spark serialises it and
 * sends it from the one to the other. What does not fit into storage memory is on disk. What an executor stored goes
 * with that executor.
 *
 * @param broadcast whose blocks they count as, and with which they are removed
 * @param isLocal whether there is no JVM but the driver's, so that nobody else need know of them
 */
public record StoredBlocks(long broadcast, boolean isLocal) implements Serializable {
    private static final ClassTag<Object> ANY = ClassTag$.MODULE$.apply(Object.class);
    /** Spark numbers its broadcasts from 0 upwards. */
    private static final AtomicLong WITHOUT_BROADCAST = new AtomicLong(Long.MAX_VALUE);

    /** Blocks that go with a broadcast, to and from every JVM. */
    static StoredBlocks of(Broadcast<?> broadcast) {
        return new StoredBlocks(broadcast.id(), false);
    }

    /** Blocks of this JVM, where it is the only one; they count as those of a broadcast that there is not. */
    static StoredBlocks ofThisJvm() {
        return new StoredBlocks(WITHOUT_BROADCAST.getAndDecrement(), true);
    }

    /**
     * Stores an object here; where one of that name is here already, that one stays.
     *
     * @param name letters, digits and underscores
     */
    public void put(String name, Object value) {
        boolean stored =
                SparkEnv.get().blockManager().putSingle(id(name), value, StorageLevel.MEMORY_AND_DISK(), !isLocal, ANY);
        if (!stored) {
            throw new IllegalStateException("Cannot store " + id(name) + " (see Spark's log for why)");
        }
    }

    /** The object of that name, from here or from where it is; nothing if it is lost, or was never stored. */
    public <T> Optional<T> get(String name, Class<T> type) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        // Spark looks there for the classes of what it reads, and in threads of Java's own pool that is not where
        // spark-submit put ours.
        thread.setContextClassLoader(type.getClassLoader());
        try {
            return read(name, type);
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        Option<BlockResult> found = SparkEnv.get().blockManager().get(id(name), ANY);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Iterator<Object> values = found.get().data();
        T value = type.cast(values.next());
        // Asked to the end, the iterator lets go of the block.
        return values.hasNext() ? Optional.empty() : Optional.of(value);
    }

    /** Removes those that are here. */
    void remove() {
        SparkEnv.get().blockManager().removeBroadcast(broadcast, false);
    }

    private BlockId id(String name) {
        return new BroadcastBlockId(broadcast, name);
    }
}
