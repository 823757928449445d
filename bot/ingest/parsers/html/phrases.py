"""The phrases of a page's buttons and labels, in the languages that statements are published in."""

from __future__ import annotations

import re

_PHRASES = (
    # English
    "share|share this|share this page|share this article|share on .{1,20}|share via .{1,20}|print|print this page|print page"
    "|print this article|printer[- ]friendly version|print version|email this( page)?|e-?mail a friend|send by e-?mail|save as pdf"
    "|download( (the )?(pdf|document|press release|statement))?( ?\\(.{1,30}\\))?|copy link|tweet|like|pin it|follow us|listen( to this .{1,20})?"
    "|back( to (the )?(top|list|news|overview|home|results?|all .{1,20}))?|top of (the )?page|previous|next|previous article|next article"
    "|read more|more|learn more|see also|related( .{1,25})?|related (news|links|articles|content|documents|information|topics)"
    "|more (on|from|news|about) .{1,40}|you may also like|recommended( for you)?|latest news|most read|trending( now)?|tags?|topics?|categor(y|ies)"
    "|(tempo (di lettura|de leitura)|tiempo de lectura|temps de lecture|lesezeit|reading time|время чтения):?( \\d.{0,12})?"
    "|advertisement|sponsored|subscribe( now)?|sign up( now)?|log ?in|sign in|register|menu|search|close|home|skip to .{1,30}|show more|load more"
    "|\\d{1,3} (min(ute)?s?) read|reading time:? .{1,20}|(\\d+ )?(comments?|shares?|views?)|leave a (comment|reply)|was this page (helpful|useful)\\??"
    "|accept( all)?( cookies)?|reject( all)?|cookie settings|toggle .{1,20}|image|photo|video|gallery|loading\\.*|page \\d+ of \\d+"
    # German
    "|teilen|seite teilen|artikel teilen|diese(n|s)? (seite|artikel|beitrag) (teilen|drucken|empfehlen)|drucken|seite (drucken|ausdrucken|empfehlen)"
    "|druckversion|druckansicht|merken|weiterempfehlen|vorlesen|zurück( zur .{1,25})?|zum seitenanfang|nach oben|seitenanfang|weiterlesen|mehr( dazu| zum thema)?"
    "|mehr erfahren|weitere (informationen|meldungen|artikel|nachrichten|themen)|zum thema|verwandte (artikel|themen|inhalte)|das könnte sie auch interessieren"
    "|schlagwörter|anzeige|herunterladen|navigation|suche|startseite|lesezeit:? .{1,20}|hauptinhalt|zum inhalt( springen)?"
    # French
    "|partager( (sur|la page|cet article|cette page).{0,25})?|imprimer( (la|cette) page| cet article)?|envoyer( à un ami| par courriel| par e-?mail)?|télécharger( .{1,30})?"
    "|retour( .{1,30})?|haut de (la )?page|lire (aussi|la suite)|à lire aussi|voir aussi|en savoir plus|articles? (liés|similaires|connexes)|sur le même (sujet|thème)"
    "|mots[- ]clés|s.abonner|accueil|rechercher|écouter|temps de lecture:? .{1,20}|publicité|version imprimable|suivez-nous"
    # Spanish, Portuguese, Italian
    "|compartir( .{1,25})?|compartilh(e|ar)( .{1,25})?|partilhar|condividi( .{1,25})?|imprimir( .{1,25})?|stampa( .{1,25})?|enviar( por .{1,20})?|descargar( .{1,30})?"
    "|baixar|scarica( .{1,30})?|volver( .{1,25})?|voltar( .{1,25})?|torna( .{1,25})?|leer más|leia (mais|também)|leggi (anche|tutto)|noticias relacionadas|te puede interesar"
    "|artículos relacionados|notícias relacionadas|articoli correlati|etiquetas|subir|inicio|início|buscar|suscr[ií]bete|síguenos|publicidad(e)?|ver más|ver también|saiba mais"
    # Chinese, Japanese, Korean
    "|分享(到)?.{0,8}|打印(本页)?|列印|字体[:：]?.{0,12}|【?打印】?|关闭(窗口)?|返回(顶部|首页|列表)?|相关(新闻|链接|报道|阅读)|推荐阅读|上一篇.{0,30}|下一篇.{0,30}|责任编辑[:：].{0,12}|来源[:：].{0,20}|扫一扫.{0,20}"
    "|シェア(する)?|印刷(する)?|このページを(印刷|シェア)(する)?|ページの?(トップ|先頭)(へ|に)?(戻る)?|トップへ戻る|前のページへ?(戻る)?|関連(記事|情報|リンク)|一覧(へ|に)?(戻る)?|本文へ(移動|スキップ)?|文字サイズ.{0,12}|ツイート|メニュー|検索"
    "|공유(하기)?|인쇄(하기)?|목록(으로)?|관련 ?기사|이전글|다음글|맨 ?위로"
    # Russian, Arabic
    "|поделиться.{0,20}|распечатать|версия для печати|читайте также|по теме|наверх|назад|подписаться|теги|ещ[её] по теме"
    "|شارك.{0,20}|مشاركة.{0,15}|طباعة.{0,12}|أخبار ذات صلة|مواضيع ذات صلة|روابط ذات صلة|اقرأ (أيضا|المزيد).{0,3}|عودة.{0,15}|الرئيسية|تحميل|اشترك.{0,15}|للأعلى|بحث"
)
_BUTTON = re.compile(rf"[\W_]*(?:{_PHRASES})[\W_]*", re.IGNORECASE)
_LONGEST = 60
_FOOT_LINE = re.compile(
    r"[\W_]*(?:(?:page |content |this page was )?last (?:updated|modified|reviewed|changed|edited)\b|updated on\b|page (?:updated|modified)\b"
    r"|(?:zuletzt|letzte) (?:geändert|aktualisiert|änderung|aktualisierung)|stand:|dernière (?:mise à jour|modification)|mis(?:e)? à jour le"
    r"|(?:última|fecha de) (?:actualización|modificación)|última (?:atualização|modificação)|ultimo aggiornamento|дата (?:обновления|изменения)"
    r"|最終更新|更新日|最后更新|更新时间|آخر تحديث|主办|主辦|承办|备案|法人番号|〒|地址[:：]|(?:©|\(c\)|copyright)\s?(?:\d{4}|by\b)|best viewed"
    r"|(?:date of publication|publication date|published(?: on)?|дата публикации|fecha de publicación|date de publication|publié le|data di pubblicazione"
    r"|data de publicação|veröffentlicht am|erschienen am|发布时间|掲載日|تاريخ النشر)\b\s*[:：]?\s*\D{0,15}\d"
    r"|(?:having )?trouble (?:seeing|viewing|reading) this\b|(?:view|read|open|see) (?:it|this (?:e-?mail|message|newsletter)|online|(?:the )?web version)\b"
    r"|you(?:.re| are)? receiv(?:e|ed|ing) this (?:e-?mail|message|newsletter)|(?:click here to )?unsubscribe\b|(?:vom newsletter )?abmelden\b|newsletter (?:im browser|abbestellen)"
    r"|se d[ée]sabonner|darse de baja|cancelar (?:la )?suscripción|annulla iscrizione)"
    r"|[^:：]{2,40}[:：]\s*(?:https?://)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?$",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"all rights reserved|alle rechte vorbehalten|tous droits réservés|(?:todos los derechos|todos os direitos) reserva(?:dos)"
    r"|tutti i diritti riservati|все права защищены|版权所有|無断転載|무단 ?전재|جميع الحقوق محفوظة",
    re.IGNORECASE,
)
_LONGEST_FOOT_LINE = 160


def is_button_phrase(text: str) -> bool:
    """Whether a line is what a page's button, label or list of related pages says, and nothing else."""
    return len(text) <= _LONGEST and bool(_BUTTON.fullmatch(text))


def is_foot_line(text: str) -> bool:
    """Whether a line is what stands at a page's foot: when it was changed, whose it is."""
    return len(text) <= _LONGEST_FOOT_LINE and bool(_FOOT_LINE.match(text) or _RIGHTS.search(text))
