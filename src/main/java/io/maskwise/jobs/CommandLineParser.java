package io.maskwise.jobs;

import io.maskwise.MaskwiseException;
import io.maskwise.config.NearestName;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Understands the words of the command line. */
final class CommandLineParser {
    @CommandLine.Command(
            name = "maskwise",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Variable-length text to a trained, measured model on Spark, padding never visible.",
            footer = {
                "",
                "Options of spark-submit go after --, as in:",
                "  jobs/maskwise pipeline --config conf/quickstart.conf -- --master local[2]",
                "",
                "Exit codes: 0 done, 1 internal error or a law of masking broken, 2 usage or configuration, 3 input,",
                "  4 output exists or run locked, 5 data-quality gate, 6 training diverged, 7 resource missing, 143 stopped.",
                "Every key of a configuration, its meaning and default: src/main/resources/reference-maskwise.conf"
            })
    private static final class Root {}

    /** A command and its options. */
    record Call(Command command, Arguments arguments) {}

    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final CommandLine root = new CommandLine(new Root());

    CommandLineParser(List<Command> commands) {
        for (Command command : commands) {
            this.commands.put(command.name(), command);
            CommandLine subcommand = new CommandLine(new Arguments());
            subcommand.getCommandSpec().usageMessage().description(command.summary());
            root.addSubcommand(command.name(), subcommand);
        }
    }

    /**
     * What is to be done, or nothing where help or the version was asked for and printed.
     *
     * @param words the command line's words
     * @param out where help goes
     * @throws MaskwiseException (usage) if they cannot be understood
     */
    Optional<Call> parse(List<String> words, PrintWriter out) {
        ParseResult parsed = parse(words);
        if (parsed.asCommandLineList().stream().anyMatch(each -> helped(each, out))) {
            return Optional.empty();
        }
        if (!parsed.hasSubcommand()) {
            throw MaskwiseException.usage(
                    "Missing command (must be one of %s; --help tells more)", names(commands.keySet()));
        }
        CommandLine called = parsed.subcommand().commandSpec().commandLine();
        Command command = commands.get(called.getCommandName());
        if (command == null) {
            throw new IllegalStateException("Cannot find command " + called.getCommandName());
        }
        Arguments arguments = called.getCommand();
        if (arguments.isWatch() && !command.watches()) {
            throw MaskwiseException.usage(
                    "Invalid argument: --watch (must go with predict; %s ends by itself)", command.name());
        }
        return Optional.of(new Call(command, arguments));
    }

    private static boolean helped(CommandLine asked, PrintWriter out) {
        if (asked.isUsageHelpRequested()) {
            asked.usage(out, CommandLine.Help.Ansi.OFF);
        } else if (asked.isVersionHelpRequested()) {
            asked.printVersionHelp(out, CommandLine.Help.Ansi.OFF);
        }
        out.flush();
        return asked.isUsageHelpRequested() || asked.isVersionHelpRequested();
    }

    private ParseResult parse(List<String> words) {
        try {
            return root.parseArgs(words.toArray(String[]::new));
        } catch (UnmatchedArgumentException unmatched) {
            throw unknown(unmatched.getCommandLine(), unmatched.getUnmatched().get(0));
        } catch (ParameterException invalid) {
            throw MaskwiseException.usage(
                    "Invalid command line: %s",
                    String.valueOf(invalid.getMessage()).replace('\n', ' '));
        }
    }

    private MaskwiseException unknown(CommandLine where, String word) {
        boolean command = where == root && !word.startsWith("-");
        Collection<String> known = command
                ? commands.keySet()
                : where.getCommandSpec().optionsMap().keySet();
        String remedy = NearestName.of(word, known)
                .map(nearest -> "did you mean " + nearest + "?")
                .orElseGet(() -> "must be one of " + names(known));
        return MaskwiseException.usage("Invalid %s: %s (%s)", command ? "command" : "argument", word, remedy);
    }

    private static String names(Collection<String> names) {
        return String.join(", ", names);
    }
}
