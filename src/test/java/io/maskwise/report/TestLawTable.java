package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.Law;
import io.maskwise.model.LawResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestLawTable {
    @Test
    void tellsWhatHoldsAndWhereALawIsBroken() {
        String table = LawTable.render(List.of(
                new LawResult("rnn (Lstm)", Law.PADDING_INVARIANCE, 3.55e-15, "right, left"),
                new LawResult("rnn (Lstm)", Law.TRUE_GRADIENTS, 0.25, "worst: gradient of kernel: at place 3"),
                new LawResult("rnn (Lstm)", Law.NOTHING_REAL, 0, "every step masked"),
                new LawResult("network", Law.NOTHING_REAL, Double.NaN, "worst: an output is not finite")));
        assertThat(table).isEqualTo("""
                layer (type)  law    error  at most  verdict  looked at
                ------------  ---  -------  -------  -------  -------------------------------------
                rnn (Lstm)    L1   3.6E-15  1.0E-10  holds    right, left
                rnn (Lstm)    L3   2.5E-01  1.0E-06  BROKEN   worst: gradient of kernel: at place 3
                rnn (Lstm)    L8         0        0  holds    every step masked
                network       L8       NaN        0  BROKEN   worst: an output is not finite

                law  says
                ---  ---------------------------------------------------------------------------
                L1   how a sequence is padded, and what stands under the mask, changes no number
                L3   gradients agree with central differences; the error is relative
                L8   where every step is masked, gradients are zero and every number is finite
                """);
    }
}
