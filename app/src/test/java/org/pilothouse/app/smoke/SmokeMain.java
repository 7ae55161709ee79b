package org.pilothouse.app.smoke;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.GatewayProfile;
import org.pilothouse.gateway.GatewayConfig;
import org.pilothouse.gateway.LocalGateway;
import org.pilothouse.protocol.environment.Environment;

/** Entry of {@code make smoke}; see {@code packaging/bin/smoke}. Arguments: state directory, folder for logs and pictures. */
public final class SmokeMain {
    private SmokeMain() {}

    public static void main(String[] arguments) throws Exception {
        Path state = Path.of(arguments[0]);
        Path logs = Path.of(arguments[1]);
        Optional<String> image = environment("IMAGE");
        boolean keep = environment("KEEP").isPresent();
        Steps steps = new Steps(System.out);
        int exit;
        try (LocalGateway gateway = steps.take("start the gateway", () -> LocalGateway.start(config(state, image)));
                GatewayClient client = new GatewayClient(GatewayProfile.of("smoke", gateway.uri(), gateway.token()))) {
            try (var console = new ConsoleOnScreen(gateway.uri(), gateway.token(), state.resolve("console"))) {
                exit = run(new Smoke(client, steps, logs), console, client, steps, logs, keep);
            }
        }
        System.exit(exit); // JavaFX threads must not keep the process
    }

    private static GatewayConfig config(Path state, Optional<String> image) {
        GatewayConfig config = GatewayConfig.at(state);
        return image.isPresent() ? config.withDefaultImage(image.get()) : config;
    }

    private static int run(
            Smoke smoke, ConsoleOnScreen console, GatewayClient client, Steps steps, Path logs, boolean keep)
            throws Exception {
        try {
            smoke.run(keep, console);
            return 0;
        } catch (Steps.FailedStep e) {
            steps.say("FAILED at " + e.getMessage());
            e.printStackTrace(System.out);
            saveLogs(client, logs);
            if (!keep) {
                removeAll(client, steps);
            }
            return 1;
        }
    }

    private static void saveLogs(GatewayClient client, Path logs) throws Exception {
        for (Environment environment : client.environments().list()) {
            Files.write(
                    logs.resolve(environment.environmentId() + ".log"),
                    client.environments().logs(environment.environmentId()));
            Files.writeString(logs.resolve(environment.environmentId() + ".txt"), environment.toString());
        }
    }

    /** The state directory is this run's own, so every environment in it is too. */
    private static void removeAll(GatewayClient client, Steps steps) throws Exception {
        List<Environment> left = client.environments().list();
        for (Environment environment : left) {
            try {
                client.environments().delete(environment.environmentId());
            } catch (GatewayException e) {
                steps.say("could not delete " + environment.displayName() + ": " + e.getMessage());
            }
        }
        Steps.await("clean engine", java.time.Duration.ofSeconds(30), () -> client.environments()
                .list()
                .isEmpty());
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
