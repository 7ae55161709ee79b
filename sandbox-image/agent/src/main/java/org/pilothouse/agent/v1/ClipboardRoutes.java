package org.pilothouse.agent.v1;

import static org.pilothouse.agent.v1.DesktopOperation.get;
import static org.pilothouse.agent.v1.DesktopOperation.onDesktop;
import static org.pilothouse.agent.v1.DesktopOperation.post;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pilothouse.agent.api.Api;
import org.pilothouse.agent.api.Field;
import org.pilothouse.agent.api.Operation;
import org.pilothouse.agent.desktop.Clipboard;
import org.pilothouse.agent.desktop.Desktop;
import org.pilothouse.agent.x11.Selection;
import org.pilothouse.agent.x11.XException;
import org.pilothouse.http.Refusal;

/** {@code clipboard}. */
final class ClipboardRoutes {
    private final Clipboard clipboard;

    ClipboardRoutes(Desktop desktop) {
        this.clipboard = desktop.clipboard();
    }

    /** Where it is read from. */
    enum Source {
        CLIPBOARD,
        PRIMARY
    }

    /** Where it is put. */
    enum Target {
        CLIPBOARD,
        PRIMARY,
        BOTH
    }

    record Which(
            @Field(value = "primary is what was last marked", otherwise = "\"clipboard\"") @Nullable
            Source selection) {}

    record Content(
            @Field(required = true, value = "Empty where there is none")
            String text,

            @Field(required = true) String selection) {}

    record Write(
            @Field(required = true, most = 900_000, example = "\"copied\"")
            String text,

            @Field(otherwise = "\"clipboard\"", example = "\"both\"") @Nullable
            Target selection) {}

    void addTo(Api api) {
        api.add(clipboard(get("clipboard", "The text on the clipboard").query(Which.class))
                .gives(Content.class)
                .by((_, which) -> read(which.selection() == null ? Source.CLIPBOARD : which.selection())));
        api.add(clipboard(post("clipboard", "Puts a text on the clipboard").body(Write.class))
                .gives(Done.class)
                .by((_, write) -> {
                    write(write.text(), write.selection() == null ? Target.CLIPBOARD : write.selection());
                    return Done.OK;
                }));
    }

    private static <T> Operation<T> clipboard(Operation<T> operation) {
        return onDesktop(operation).refuses(500, "clipboard_failed");
    }

    private Content read(Source source) throws XException, InterruptedException {
        try {
            return new Content(
                    clipboard.read(Selection.valueOf(source.name())),
                    source.name().toLowerCase(Locale.ROOT));
        } catch (XException e) {
            throw failed(e);
        }
    }

    private void write(String text, Target target) throws XException, InterruptedException {
        Set<Selection> selections =
                target == Target.BOTH ? EnumSet.allOf(Selection.class) : EnumSet.of(Selection.valueOf(target.name()));
        try {
            clipboard.write(text, selections);
        } catch (XException e) {
            throw failed(e);
        }
    }

    /** Without a desktop it is not the clipboard's failure. */
    private static Refusal failed(XException e) throws XException.Unavailable {
        if (e instanceof XException.Unavailable unavailable) {
            throw unavailable;
        }
        return new Refusal(500, "clipboard_failed", DesktopRefusals.sentence(e));
    }
}
