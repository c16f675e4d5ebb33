package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSharedWork {
    /** Starts so many that help, and waits for nobody. */
    private static List<Thread> helpers(int count, SharedWork work) {
        List<Thread> helpers = new ArrayList<>();
        for (int helper = 0; helper < count; helper++) {
            Thread thread = new Thread(work::help);
            thread.start();
            helpers.add(thread);
        }
        return helpers;
    }

    @ParameterizedTest(name = "{0} helpers")
    @ValueSource(ints = {0, 1, 3})
    void everyPartIsDoneOnceWhoeverHelps(int helpers) throws InterruptedException {
        for (int trial = 0; trial < 50; trial++) {
            AtomicIntegerArray times = new AtomicIntegerArray(20);
            SharedWork work = new SharedWork(times.length(), times::incrementAndGet);
            List<Thread> threads = helpers(helpers, work);
            work.complete();
            for (int part = 0; part < times.length(); part++) {
                assertThat(times.get(part)).isEqualTo(1);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void whatIsNoRuntimeExceptionIsThrownToo() {
        SharedWork work = new SharedWork(3, part -> TestSharedWork.<RuntimeException>sneak(new IOException("part")));
        assertThatThrownBy(work::complete)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("A part of a round failed: java.io.IOException: part");
    }

    /** As Scala does. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest(name = "{0} helpers")
    @ValueSource(ints = {0, 2})
    void whatAPartThrowsIsThrownOnceAllAreDone(int helpers) throws InterruptedException {
        AtomicIntegerArray times = new AtomicIntegerArray(20);
        SharedWork work = new SharedWork(times.length(), part -> {
            times.incrementAndGet(part);
            if (part == 7) {
                throw new ArithmeticException("seven");
            }
        });
        List<Thread> threads = helpers(helpers, work);
        assertThatThrownBy(work::complete)
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("seven");
        for (int part = 0; part < times.length(); part++) {
            assertThat(times.get(part)).isEqualTo(1);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
