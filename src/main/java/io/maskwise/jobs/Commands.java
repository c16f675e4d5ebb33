package io.maskwise.jobs;

import java.util.List;

/** Every command that there is, in the order in which help lists them. */
final class Commands {
    private Commands() {}

    static List<Command> all() {
        return List.of(
                new PrepareCommand(),
                new TrainCommand(),
                new EvaluateCommand(),
                new PredictCommand(),
                new PipelineCommand(),
                new InspectCommand(),
                new MaskcheckCommand(),
                new GenerateCommand());
    }
}
