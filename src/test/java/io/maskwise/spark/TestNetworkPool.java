package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskwise.model.DeviceKey;
import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.testing.FakeNetworkFactory;
import org.junit.jupiter.api.Test;

class TestNetworkPool {
    private static final FakeNetworkFactory FACTORY = factory(2);

    private final NetworkPool pool = new NetworkPool();

    private static FakeNetworkFactory factory(int units) {
        return new FakeNetworkFactory(3, units, 2, UpdaterOptions.sgd(0.1), Precision.FLOAT);
    }

    private SequenceNetwork lend(FakeNetworkFactory factory) {
        return pool.with(factory, network -> network);
    }

    @Test
    void aNetworkIsUsedAgainByAnEqualFactory() {
        assertThat(lend(factory(2))).isSameAs(lend(FACTORY));
    }

    @Test
    void twoAtOnceGetTwo() {
        SequenceNetwork inner = pool.with(
                FACTORY,
                outer -> pool.with(FACTORY, other -> {
                    assertThat(other).isNotSameAs(outer);
                    return other;
                }));
        assertThat(inner).isNotNull();
    }

    @Test
    void aNewFactoryDrivesTheOthersOut() {
        SequenceNetwork first = lend(FACTORY);
        lend(factory(4));
        assertThat(lend(FACTORY)).isNotSameAs(first);
    }

    @Test
    void afterAFailureTheNetworkIsNotUsedAgain() {
        SequenceNetwork[] failed = new SequenceNetwork[1];
        assertThatThrownBy(() -> pool.with(FACTORY, network -> {
                    failed[0] = network;
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(lend(FACTORY)).isNotSameAs(failed[0]);
    }

    @Test
    void closedNetworksAreNotLent() {
        SequenceNetwork first = lend(FACTORY);
        pool.close(FACTORY);
        assertThat(lend(FACTORY)).isNotSameAs(first);
    }

    @Test
    void eachDeviceHasNetworksOfItsOwn() {
        SequenceNetwork ofCpu = lend(FACTORY);
        SequenceNetwork ofGpu = pool.with(FACTORY, DeviceKey.gpu(1), network -> network);
        assertThat(ofGpu).isNotSameAs(ofCpu);
        assertThat(pool.<SequenceNetwork>with(FACTORY, DeviceKey.gpu(1), network -> network))
                .isSameAs(ofGpu);
        assertThat(lend(FACTORY)).isSameAs(ofCpu);
        pool.close(FACTORY);
        assertThat(pool.<SequenceNetwork>with(FACTORY, DeviceKey.gpu(1), network -> network))
                .isNotSameAs(ofGpu);
    }
}
