package org.pilothouse.agent.deck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.ports.ListeningPorts;
import org.pilothouse.http.Call;
import org.pilothouse.http.Refusal;

/** {@code /version}, the folders, {@code /port*}. */
final class InfoRoutes {
    private static final int MIN_PORT = 3000;
    private static final int MAX_PORT = 9999;

    private final String version;
    private final Path home;
    private final ListeningPorts ports;

    InfoRoutes(String version, Path home, ListeningPorts ports) {
        this.version = version;
        this.home = home;
        this.ports = ports;
    }

    record Version(@Field(required = true) String version) {}

    record Folder(@Field(required = true) String dir) {}

    record Ports(@Field(required = true) List<Integer> ports) {}

    record InUse(@Field(required = true) boolean isInUse) {}

    void addTo(Api api) {
        api.add(Operation.get("/version", "The agent's version")
                .tag("info")
                .gives(Version.class)
                .by(_ -> new Version(version)));
        for (String path : List.of("/work-dir", "/user-home-dir", "/project-dir")) {
            api.add(Operation.get(path, "The folder where commands begin and files are")
                    .tag("info")
                    .gives(Folder.class)
                    .by(_ -> new Folder(home.toString())));
        }
        api.add(Operation.get("/port", "TCP ports from 3000 to 9999 that programs listen on")
                .tag("ports")
                .gives(Ports.class)
                .by(_ -> new Ports(listening())));
        api.add(Operation.get("/port/{port}/in-use", "Whether a program listens on a port")
                .tag("ports")
                .gives(InUse.class)
                .refuses(400, "invalid_request")
                .by(call -> new InUse(ports.all().contains(port(call, MIN_PORT, MAX_PORT)))));
    }

    private List<Integer> listening() throws IOException {
        return List.copyOf(ports.all().subSet(MIN_PORT, MAX_PORT + 1));
    }

    static int port(Call call, int least, int most) {
        String text = call.variable("port");
        int port = port(text);
        if (port < least || port > most) {
            throw Refusal.invalid("port", "port is '" + text + "'; it must be a number from " + least + " to " + most);
        }
        return port;
    }

    private static int port(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    }
}
