"""`{% url %}` as Django's, for pages whose rows ask for a hundred addresses."""

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as read_url
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from hieuhoc.web.addresses import address

register = template.Library()


class AddressNode(URLNode):
    def render(self, context: template.Context) -> str:
        if self.kwargs:
            return super().render(context)
        values = [value.resolve(context) for value in self.args]
        try:
            written = address(self.view_name.resolve(context), values)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            written = ""
        if self.asvar:
            context[self.asvar] = written
            return ""
        return conditional_escape(written) if context.autoescape else written


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    node = read_url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
