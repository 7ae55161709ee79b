package org.pilothouse.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.command.ActivityCommand;
import org.pilothouse.cli.command.ApprovalsCommand;
import org.pilothouse.cli.command.ArtifactsCommand;
import org.pilothouse.cli.command.EnvironmentsCommand;
import org.pilothouse.cli.command.GatewayCommand;
import org.pilothouse.cli.command.HostsCommand;
import org.pilothouse.cli.command.NodesCommand;
import org.pilothouse.cli.command.PairingsCommand;
import org.pilothouse.cli.command.PolicyCommand;
import org.pilothouse.cli.command.RunsCommand;
import org.pilothouse.cli.command.ServeCommand;
import org.pilothouse.cli.command.TokensCommand;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code pilothouse}: drives a gateway, ours or Tyrum's, from scripts and terminals.
 *
 * <p>Ends with a number of {@link ExitStatus}; why it did not work is one sentence on the error output, JSON with {@code --json}.
 */
@Command(
        name = "pilothouse",
        description = "Drives sandbox desktops through a gateway.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        subcommands = {
            GatewayCommand.class,
            HostsCommand.class,
            EnvironmentsCommand.class,
            NodesCommand.class,
            PairingsCommand.class,
            ApprovalsCommand.class,
            RunsCommand.class,
            ArtifactsCommand.class,
            PolicyCommand.class,
            ActivityCommand.class,
            TokensCommand.class,
            ServeCommand.class,
            GenerateCompletion.class
        })
public final class Main implements Runnable {
    /** A call to the gateway. */
    @FunctionalInterface
    public interface Call<T> {
        T with(GatewayClient client) throws GatewayException;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"pilothouse " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Option(
            names = "--gateway",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Address of the gateway, such as http://127.0.0.1:8788 ($PILOTHOUSE_GATEWAY).",
            defaultValue = "${env:PILOTHOUSE_GATEWAY}")
    private @Nullable URI gateway;

    @Option(
            names = "--token-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "File that holds the token ($PILOTHOUSE_TOKEN_FILE).",
            defaultValue = "${env:PILOTHOUSE_TOKEN_FILE}")
    private @Nullable Path tokenFile;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @SuppressWarnings("SystemOut") // its output is for the terminal
    public static void main(String[] arguments) {
        if (!List.of(arguments).contains("serve")) {
            // Before the first logger. A gateway brings its own, and the console's is on the class path too.
            System.setProperty("logback.configurationFile", "org/pilothouse/cli/logback.xml");
        }
        // Terminals that are not UTF-8 are written to as they are.
        Charset charset = System.out.charset();
        System.exit(
                run(new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments));
    }

    /** Runs one command line; returns its exit status. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::parameter)
                .setExecutionExceptionHandler((e, line, result) -> Failures.execution(e, line, main.json))
                .execute(arguments);
    }

    /** Without a command it tells what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Connects to the gateway, makes the call, and lets go of it. */
    public <T> T call(Call<T> call) throws GatewayException {
        try (GatewayClient client = new GatewayClient(Target.of(gateway, tokenFile))) {
            return call.with(client);
        }
    }

    /** Where the token is, or is to be. */
    public Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    public Output output() {
        return new Output(spec.commandLine().getOut(), json);
    }
}
