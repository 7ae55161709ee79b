package org.pilothouse.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.pilothouse.gateway.GatewayConfig.RunSettings;
import org.pilothouse.gateway.control.Secrets;
import org.pilothouse.gateway.store.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a gateway by itself, until it is told to end. */
public final class Serve {
    private static final String LOG_CONFIGURATION = "logback.configurationFile";
    private static final int SHORTEST_TOKEN = 32;
    private static final String USAGE = """
            usage: Serve --state-dir DIR [--port N] [--bind ADDRESS] [--token-file FILE] [--docker-host URL]
                         [--image REF] [--label NAME=VALUE]... [--approval-minutes N] [--artifact-limit-mb N]
                         [--activity-head FILE]
            The token is read from the token file; where there is none, a fresh one is written there (mode 0600).
            Every flag may come from the environment too: PILOTHOUSE_STATE_DIR, PILOTHOUSE_PORT, ...""";

    private Serve() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            // before the first logger is made; a console that embeds the gateway brings its own
            System.setProperty(LOG_CONFIGURATION, "org/pilothouse/gateway/serve-logback.xml");
        }
        Logger log = LoggerFactory.getLogger(Serve.class);
        try {
            GatewayConfig config = config(List.of(arguments), System.getenv());
            LocalGateway gateway = LocalGateway.start(config);
            CountDownLatch end = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                gateway.close();
                end.countDown();
            }));
            log.info("gateway listening on {}", gateway.uri());
            end.await();
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.error("{}", e.getMessage());
            System.exit(2);
        }
    }

    static GatewayConfig config(List<String> arguments, Map<String, String> variables) {
        Map<String, String> labels = new HashMap<>();
        Map<String, String> flags = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            if (!flag.startsWith("--") || !rest.hasNext()) {
                throw new IllegalArgumentException("unexpected argument " + flag + "\n" + USAGE);
            }
            String value = rest.next();
            if (flag.equals("--label")) {
                int equals = value.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("--label takes NAME=VALUE, not " + value);
                }
                labels.put(value.substring(0, equals), value.substring(equals + 1));
            } else {
                flags.put(flag.substring(2), value);
            }
        }
        for (String name : List.of(
                "state-dir",
                "port",
                "bind",
                "token-file",
                "docker-host",
                "image",
                "approval-minutes",
                "artifact-limit-mb",
                "activity-head")) {
            String variable =
                    variables.get("PILOTHOUSE_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
            if (variable != null) {
                flags.putIfAbsent(name, variable);
            }
        }
        return config(flags, labels);
    }

    private static GatewayConfig config(Map<String, String> flags, Map<String, String> labels) {
        String stateDir = flags.remove("state-dir");
        if (stateDir == null) {
            throw new IllegalArgumentException("--state-dir is required\n" + USAGE);
        }
        GatewayConfig config = GatewayConfig.at(Path.of(stateDir)).withExtraLabels(labels);
        for (Map.Entry<String, String> flag : flags.entrySet()) {
            String value = flag.getValue();
            config = switch (flag.getKey()) {
                case "port" -> config.withPort(port(value));
                case "bind" -> config.withBindAddress(value);
                case "token-file" -> config.withToken(token(Path.of(value)));
                case "docker-host" -> config.withDockerHost(value);
                case "image" -> config.withDefaultImage(value);
                case "activity-head" -> config.withActivityHead(Path.of(value));
                case "approval-minutes" ->
                    config.withRuns(new RunSettings(
                            Duration.ofMinutes(positive(flag.getKey(), value)),
                            config.runs().artifactLimitBytes(),
                            config.runs().desktopPatience()));
                case "artifact-limit-mb" ->
                    config.withRuns(new RunSettings(
                            config.runs().approvalLife(),
                            positive(flag.getKey(), value) * 1024 * 1024,
                            config.runs().desktopPatience()));
                default -> throw new IllegalArgumentException("unknown flag --" + flag.getKey() + "\n" + USAGE);
            };
        }
        return config;
    }

    private static long positive(String flag, String text) {
        try {
            long number = Long.parseLong(text);
            if (number > 0 && number <= Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IllegalArgumentException("--" + flag + " must be a positive number, not " + text);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new IllegalArgumentException("--port must be a number from 0 to 65535, not " + text);
    }

    private static String token(Path file) {
        try {
            if (Files.exists(file)) {
                String token = Files.readString(file).strip();
                if (token.length() < SHORTEST_TOKEN) {
                    throw new IllegalArgumentException("the token in " + file + " is shorter than " + SHORTEST_TOKEN
                            + " characters; remove the file to get a new one");
                }
                return token;
            }
            PrivateFiles.newFile(file);
            String token = Secrets.fresh();
            Files.write(file, (token + "\n").getBytes(StandardCharsets.UTF_8));
            return token;
        } catch (IOException e) {
            throw new IllegalArgumentException("the token file " + file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
