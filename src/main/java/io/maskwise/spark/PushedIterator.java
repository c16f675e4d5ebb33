package io.maskwise.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The elements that a producer pushes, to be pulled: what a file holds flows through Spark without ever being in memory
 * together.
 *
 * <p>The producer runs in a thread of its own, at most a few chunks ahead. What it throws is thrown to the reader.
 * Closing ends a producer that is not done.
 */
final class PushedIterator<T> implements Iterator<T>, AutoCloseable {
    private static final int CHUNK = 8;
    private static final int CHUNKS_AHEAD = 8;
    private static final String CLOSED = "Cannot read on: the reader was closed";

    private final BlockingQueue<Chunk<T>> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
    private final Thread thread;
    private List<T> current = List.of();
    private int next;
    private boolean ended;
    private volatile boolean closed;

    /** The elements of a chunk; an end carries what the producer threw, if it did. */
    private record Chunk<T>(List<T> elements, boolean last, List<RuntimeException> thrown) {}

    /**
     * @param name the thread's name
     * @param producer pushes every element into the sink that it is given, then returns
     */
    PushedIterator(String name, Consumer<Consumer<T>> producer) {
        thread = new Thread(() -> produce(producer), name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean hasNext() {
        while (next == current.size() && !ended) {
            Chunk<T> chunk = take();
            for (RuntimeException thrown : chunk.thrown()) {
                throw thrown;
            }
            current = chunk.elements();
            next = 0;
            ended = chunk.last();
        }
        return next < current.size();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Cannot read on: the producer pushed no more");
        }
        return current.get(next++);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void produce(Consumer<Consumer<T>> producer) {
        List<T> open = new ArrayList<>(CHUNK);
        try {
            producer.accept(element -> {
                open.add(element);
                if (open.size() == CHUNK) {
                    put(new Chunk<>(List.copyOf(open), false, List.of()));
                    open.clear();
                }
            });
            put(new Chunk<>(List.copyOf(open), true, List.of()));
        } catch (CancellationException nobody) {
            // nobody reads any more
        } catch (RuntimeException failure) {
            put(new Chunk<>(List.of(), true, List.of(failure)));
        } catch (Error failure) {
            // Out of memory, for instance: the reader must learn of it, or it would wait for ever.
            put(new Chunk<>(
                    List.of(), true, List.of(new IllegalStateException("Cannot read on: " + failure, failure))));
        }
    }

    private void put(Chunk<T> chunk) {
        try {
            // The interrupt of closing may be lost on the way, in what the producer reads from.
            while (!chunks.offer(chunk, 1, TimeUnit.SECONDS)) {
                if (closed) {
                    throw new CancellationException(CLOSED);
                }
            }
        } catch (InterruptedException killed) {
            throw cancelled(killed);
        }
    }

    private Chunk<T> take() {
        try {
            return chunks.take();
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
            throw cancelled(killed);
        }
    }

    private static CancellationException cancelled(InterruptedException cause) {
        CancellationException cancelled = new CancellationException(CLOSED);
        cancelled.initCause(cause);
        return cancelled;
    }
}
