/** Views take subscriptions when they enter a scene and release every one when they leave it. */
@NullMarked
package org.pilothouse.app.lifecycle;

import org.jspecify.annotations.NullMarked;
