package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestPushedIterator {
    @ParameterizedTest(name = "{0} elements")
    @ValueSource(ints = {0, 1, 7, 8, 9, 10_000})
    void everyElementComesOnceAndInOrder(int count) {
        List<Integer> pulled = new ArrayList<>();
        new PushedIterator<Integer>(
                        "test", sink -> IntStream.range(0, count).boxed().forEach(sink))
                .forEachRemaining(pulled::add);

        assertThat(pulled).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void whatTheProducerThrowsReachesTheReader() {
        PushedIterator<Integer> iterator = new PushedIterator<>("test", sink -> {
            sink.accept(1);
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> iterator.forEachRemaining(element -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
    }

    @Test
    void anErrorOfTheProducerDoesNotLeaveTheReaderWaiting() {
        PushedIterator<Integer> iterator = new PushedIterator<>("test", sink -> {
            throw new StackOverflowError("deep");
        });
        assertThatThrownBy(iterator::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot read on: java.lang.StackOverflowError: deep");
    }

    @Test
    void readingPastTheEndFails() {
        PushedIterator<Integer> iterator = new PushedIterator<>("test", sink -> sink.accept(1));
        assertThat(iterator.next()).isEqualTo(1);
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingEndsAProducerThatIsNotDone() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        PushedIterator<Integer> iterator = new PushedIterator<>("test", sink -> {
            try {
                IntStream.iterate(0, i -> i + 1).boxed().forEach(sink);
            } finally {
                ended.countDown();
            }
        });
        iterator.next();
        iterator.close();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
