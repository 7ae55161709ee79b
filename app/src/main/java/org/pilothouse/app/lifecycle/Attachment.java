package org.pilothouse.app.lifecycle;

import java.util.function.Consumer;
import javafx.scene.Node;

/** Runs a view's wiring each time it enters a scene, and undoes all of it each time it leaves. */
public final class Attachment {
    private final Subscriptions subscriptions = new Subscriptions();

    private Attachment() {}

    /** @param attach takes the view's subscriptions; what it adds is released when {@code view} leaves its scene */
    public static void of(Node view, Consumer<Subscriptions> attach) {
        Attachment attachment = new Attachment();
        view.sceneProperty().subscribe((before, now) -> {
            if (before != null) {
                attachment.subscriptions.close();
            }
            if (now != null) {
                attach.accept(attachment.subscriptions);
            }
        });
        if (view.getScene() != null) {
            attach.accept(attachment.subscriptions);
        }
    }
}
