/**
 * Templates for the bodies of webhooks that receivers expect in a form of their own. Comes in: the text of a template, its media
 * type, and what a webhook says. Goes out: a body, or a {@link io.carillon.template.TemplateFailure}. Must not be here: whose
 * template it is, or what follows from a failure.
 */
package io.carillon.template;
