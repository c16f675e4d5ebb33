package io.maskwise.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskwise.model.ModelOptions;
import io.maskwise.model.ModelSpec;
import io.maskwise.model.ModelTask;
import io.maskwise.model.Precision;
import io.maskwise.model.RecurrentDirection;
import io.maskwise.model.RecurrentOptions;
import org.junit.jupiter.api.Test;

class TestModelSummary {
    @Test
    void printsATableAsKerasDoesWithTheFlowOfTheMask() {
        assertThat(ModelSummary.render(ShownModels.ofEverything(), Precision.FLOAT))
                .isEqualTo("""
                        layer (type)           output shape                        parameters  connected to            mask
                        ---------------------  ----------------------------------  ----------  ----------------------  ---------
                        words (Input)          (batch, time)                                0                          made here
                        features (Input)       (batch, time, 3)                             0                          none
                        embedding (Embedding)  (batch, time, 8)                           400  words                   passed
                        split (Shown)          (batch, time, 8), (batch, time, 8)           0  embedding               changed
                        rnn (Lstm)             (batch, time, 8)                           544  split:1                 used
                        masking (Shown)        (batch, time, 3)                             0  features                made here
                        plain (Dense)          (batch, time, 4)                            16  features                none
                        joined (Shown)         (batch, time, 8)                             0  rnn, split, embedding   passed
                        last (Shown)           (batch, 8)                                   0  joined, masking, plain  ended
                        logits (Dense)         (batch, 2)                                  18  last                    none

                        Total parameters: 978 (3.8 KiB)

                        mask       means
                        ---------  -----------------------------------------------------------
                        made here  a mask begins here; that of an input is given with the data
                        passed     handed on as it came
                        changed    another one is handed on
                        used       the layer computes with it, and hands it on
                        ended      the layer computes with it, and what it gives back has none
                        none       no mask is here
                        """);
    }

    @Test
    void explainsOnlyTheWordsThatItUsesAndCountsTheBytesOfDoubles() {
        RecurrentOptions rnn = new RecurrentOptions(4, RecurrentDirection.BIDIRECTIONAL);
        ModelSpec tagger = ModelSpec.of(new ModelOptions(ModelTask.TAGGING, 4, rnn, Precision.DOUBLE, 1), 10, 3);
        assertThat(ModelSummary.render(tagger, Precision.DOUBLE))
                .contains("Total parameters: 355 (2.8 KiB)")
                .contains("used       the layer computes with it")
                .doesNotContain("another one is handed on");
    }
}
