package io.maskwise.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TestKerasArtefacts {
    @ParameterizedTest
    @EnumSource
    void everyArtefactIsFoundInItsFiles(KerasArtefacts artefact) {
        assertThat(artefact.files())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Goldens.cases(file))
                        .anyMatch(golden -> KerasArtefacts.of(golden).equals(Optional.of(artefact))));
    }
}
