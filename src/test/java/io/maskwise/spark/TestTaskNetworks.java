package io.maskwise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.Precision;
import io.maskwise.model.SequenceNetwork;
import io.maskwise.model.UpdaterOptions;
import io.maskwise.testing.FakeNetwork;
import io.maskwise.testing.FakeNetworkFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The networks that tasks borrow. */
class TestTaskNetworks {
    /** What an evaluation had a network keep is nothing to a prediction that gets it next. */
    @Test
    void aNetworkExpectsWhatItsBorrowerSaysWhoeverHadItBefore() {
        FakeNetworkFactory factory = new FakeNetworkFactory(7, 3, 2, UpdaterOptions.sgd(0.1), Precision.DOUBLE);
        List<SequenceNetwork> lent = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (TaskNetworks networks : List.of(
                new TaskNetworks(factory, DeviceUse.CPU, 77),
                new TaskNetworks(factory, DeviceUse.CPU),
                new TaskNetworks(factory, DeviceUse.CPU, 5))) {
            networks.with(network -> lent.add(network) && expected.add(((FakeNetwork) network).expected()));
        }
        NetworkPool.ofThisJvm().close(factory);
        assertThat(expected).containsExactly(77L, 0L, 5L);
        assertThat(lent).as("one network").allMatch(network -> network == lent.get(0));
    }
}
