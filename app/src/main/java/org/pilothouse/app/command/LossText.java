package org.pilothouse.app.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.live.LiveItem;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.protocol.environment.Environment;
import org.pilothouse.protocol.environment.EnvironmentStatus;

/** Says what reset and delete take away. */
final class LossText {
    /** More names than this would hide what matters. */
    private static final int NAMED = 5;

    private LossText() {}

    static Confirmation.Text reset(List<LiveItem<Environment>> items) {
        List<String> lost = new ArrayList<>();
        lost.add("All files of " + whose(items) + ": home folder, browser profile, everything installed or downloaded");
        addRunning(items, lost);
        return new Confirmation.Text(
                "Reset " + named(items) + "?",
                lost,
                "Kept: label, image, size and limits. " + (items.size() == 1 ? "It starts" : "They start")
                        + " again as new.",
                items.size() == 1 ? "Reset" : "Reset " + items.size(),
                typed(items));
    }

    static Confirmation.Text delete(List<LiveItem<Environment>> items) {
        List<String> lost = new ArrayList<>();
        lost.add("The container" + plural(items) + " and all files of " + whose(items));
        lost.add("Keys, tokens and the pairing of the node" + plural(items));
        addRunning(items, lost);
        return new Confirmation.Text(
                "Delete " + named(items) + "?",
                lost,
                "This can't be undone.",
                items.size() == 1 ? "Delete" : "Delete " + items.size(),
                typed(items));
    }

    private static void addRunning(List<LiveItem<Environment>> items, List<String> lost) {
        List<String> running = items.stream()
                .map(LiveItem::get)
                .filter(environment -> environment.status() == EnvironmentStatus.RUNNING)
                .map(Environment::displayName)
                .toList();
        if (!running.isEmpty()) {
            lost.add("Work under way: " + list(running) + (running.size() == 1 ? " is" : " are") + " running now");
        }
    }

    private static String named(List<LiveItem<Environment>> items) {
        return items.size() == 1
                ? "“" + items.getFirst().get().displayName() + "”"
                : Sizes.count(items.size(), "environment");
    }

    private static String whose(List<LiveItem<Environment>> items) {
        return list(items.stream().map(item -> item.get().displayName()).toList());
    }

    private static String list(List<String> names) {
        if (names.size() <= NAMED) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    private static String plural(List<LiveItem<Environment>> items) {
        return items.size() == 1 ? "" : "s";
    }

    private static @Nullable String typed(List<LiveItem<Environment>> items) {
        return items.size() == 1 ? null : String.valueOf(items.size());
    }
}
