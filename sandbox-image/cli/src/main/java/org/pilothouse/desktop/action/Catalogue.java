package org.pilothouse.desktop.action;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All actions. An agent may lack some of them; its OpenAPI document tells. */
public final class Catalogue {
    private Catalogue() {}

    public static List<Action> actions() {
        return Stream.of(new DesktopActions(), new ElementActions(), new ProgramActions())
                .flatMap(list -> list.actions().stream())
                .toList();
    }

    public static Optional<Action> find(String command) {
        return actions().stream()
                .filter(action -> action.command().equals(command))
                .findFirst();
    }
}
