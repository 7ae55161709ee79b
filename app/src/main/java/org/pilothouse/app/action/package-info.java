/** Actions: one class each; buttons, keys, menus, the palette and the help page all come from it. */
@NullMarked
package org.pilothouse.app.action;

import org.jspecify.annotations.NullMarked;
