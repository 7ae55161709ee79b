package org.pilothouse.cli.command;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pilothouse.cli.Main;
import org.pilothouse.cli.Output;
import org.pilothouse.client.GatewayException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A noun; its verbs are methods. Without a verb it tells what there is. */
abstract class GatewayCommands implements Runnable {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    final <T> T call(Main.Call<T> call) throws GatewayException {
        return main.call(call);
    }

    final Output output() {
        return main.output();
    }

    final void show(Object value, Supplier<?> words) {
        output().show(value, words);
    }

    /** What there is of a value that may be missing, as text. */
    static String text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString).orElse("");
    }

    /** A state as the wire calls it. */
    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
