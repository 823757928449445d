"""Stop words of eleven languages, as folded forms: words that say nothing of what a text is about.

The lists are short and hold articles, pronouns, prepositions, conjunctions, auxiliaries and question words. For
Chinese, Japanese and Korean they hold the particles and two-character pieces that stand in any text.
"""

from __future__ import annotations

from functools import cache

from summarizers.vocabulary.tokens import tokenize

_LISTS = {
    "en": """
        a about above across after again against all almost along already also although always am among
        an and any are
        around as at away be became because become been before being below between both but by came can cannot come
        could did do does doing done down during each either else ever every few for from further get give given go
        got had has have having he her here hers herself him himself his how however i if in into is it its itself
        just let like made make many may me might more most much must my myself neither never no nor not
        now of off on
        once one only onto or other others our ours ourselves out over own per put rather said same say
        see shall she
        should since so some still such than that the their theirs them themselves then there these they this those
        though through thus to together too toward towards under until up upon us very via was we well
        were what when
        where whether which while who whom whose why will with within without would yet you your yours yourself
        cant didnt doesnt dont im isnt ive wasnt wont id ill""",
    "fr": """
        combien laquelle
        a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avait avant avec avoir avons
        c car ce ceci
        cela celle celles celui ces cet cette ceux chaque chez ci comme comment contre d dans de depuis
        des deux dont
        du durant elle elles en encore entre est et etaient etait etant ete etre eu eux fait faire furent fut ici il
        ils j je jusqu l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme
        memes mes moins mon n ne ni nos notre nous on ont or ou par parmi pas pendant peu peut plus pour pourquoi
        puis qu quand que quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si soit
        son sont sous
        sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y""",
    "de": """
        viel viele vielen wieviel wieviele wessen wohin woher worum woruber wofur hoch
        aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes
        auch auf aus bei
        beim bereits bin bis bist da dabei dadurch dafur damit dann das dass dein dem den denen denn der deren des
        dessen die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer
        eines er es etwa
        etwas euch euer fur gegen hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem
        ihren ihrer ihres
        im in indem ins ist ja jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen keiner konnen
        konnte man mehr mein mit muss mussen nach nicht nichts noch nun nur ob oder ohne sehr sein seine
        seinem seinen
        seiner seit selbst sich sie sind so soll sollen sollte sondern sowie uber um und uns unser unsere unserem
        unseren unserer unter vom von vor wann war waren warum was weil welche welchem welchen welcher
        welches wenn wer
        werden wie wieder will wir wird wo wollen worden wurde wurden zu zum zur zwar zwischen""",
    "es": """
        cuanta cuantas cuantos adonde cuanto
        a al algo algun alguna algunas algunos ante antes aquel aquella aquellas aquellos asi aun aunque
        cada como con
        contra cual cuales cuando cuanto de del desde donde dos durante e el ella ellas ellos en entre
        era eran es esa
        esas ese eso esos esta estaba estan estar estas este esto estos fue fueron ha haber habia han
        hasta hay la las
        le les lo los mas me mediante mi mis mismo misma muy nada ni no nos nosotros nuestra nuestras
        nuestro nuestros
        o os otra otras otro otros para pero poco por porque pues que quien quienes se sea sean segun
        ser si sido sin
        sobre son su sus tal tales tambien tan tanto te tiene tienen todo toda todas todos tu tus u un una unas uno
        unos usted ustedes y ya yo""",
    "pt": """
        quanta quantas quantos quao
        a ao aos aquela aquelas aquele aqueles aquilo as ate cada com como contra da das de dela delas dele deles
        depois desde dessa desse desta deste do dos durante e ela elas ele eles em entre era eram essa essas esse
        esses esta estao estas estava este estes eu foi foram ha isso isto ja lhe lhes mais mas me mediante mesma
        mesmo meu minha muito na nas nao nem no nos nossa nossas nosso nossos num numa o onde os ou
        outra outras outro
        outros para pela pelas pelo pelos por porque qual quais quando quanto que quem sao se seja sem ser sera seu
        seus so sob sobre sua suas tal tambem te tem tendo ter toda todas todo todos tu um uma umas uns voce""",
    "it": """
        quanta quante quanti
        a ad agli ai al alcuna alcune alcuni alla alle allo anche ancora avere aveva c che chi ci cio
        come con contro
        cosa cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello dopo dove due durante e ed era
        erano essere fa fino fra gli ha hanno ho i il in io l la le lei li lo loro lui ma me mentre mi mia mie miei
        mio molto ne negli nei nel nella nelle nello noi non nostra nostre nostri nostro o ogni per perche piu poi
        prima pure quale quali quando quanto quella quelle quelli quello questa queste questi questo qui s se sempre
        senza si sia siano sono sopra stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tale tali tra
        tu tutta tutte tutti tutto un una uno verso vi voi""",
    "ru": """
        сколько каков какова каково каковы кого кому зачем куда откуда чей чья ли почем
        а без более был была были было быть в вам вас весь во вот все всего всех вы где да для до его ее
        если есть еще
        же за и из или им их й к как какая какие какой когда которая которого которой которые который которых кто ли
        либо между меня мне много мы на над наш нашей нашего наши них но не нет него нее ни ним о об
        один однако он она
        они оно от очень по под после потому почему при про с сам свои свое своей своего со так также
        такие такой там
        те тем то того тоже той только том тот ту ты у уже чего чем что чтобы чье эта эти этих это этого этой этом
        этот я""",
    "ar": """
        كم كيف اين كيفية
        الى ان انه انها او اي ايضا اذا الا التي الذي الذين اللذان اما امام انا انت بعد بل بين بان تلك ثم
        جميع حتى حول
        حيث خلال دون ذلك سوف ضد عبر عدم على عن عند غير فان في فيها فيه قبل قد كان كانت كل كما كيف لا لدى
        لذلك لقد لكن
        لم لماذا لن له لها لهم ليس ليست ما ماذا متى مثل مع من منذ منها منه نحن نحو هذا هذه هل هم هنا
        هناك هو هي هؤلاء
        و وقد ولا وما ومن وهو وهي يا""",
    "zh": """
        多少 几个 哪个 谁的
        的 了 和 是 在 与 及 以 对 为 我们 他们 她们 你们 这个 那个 这些 那些 一个 以及 并且 或者 但是
        因为 所以 如果 可以
        什么 怎么 如何 哪些 哪里 为什么 关于 对于 由于 其中 之间 方面 进行 已经 没有 不是 就是 還是 還
        以及 與 對 為 我們
        他們 這個 那個 這些 什麼 怎麼 為什麼 關於 對於""",
    "ja": """
        いくら いくつ 何人 どれ
        の に は を が と で も へ や か この その あの どの ここ そこ これ それ あれ どれ です ます
        した して する され れる
        いる ある なる こと もの ため よう から まで など また および について における に関する として
        による によって とい
        いう った って おり ない ません でし ました おける どう なぜ 何 いつ どこ だれ ですか""",
    "ko": """
        얼마 몇 누구 어느 어떤
        이 그 저 것 수 등 및 또는 그리고 그러나 하지만 또한 대한 대해 위한 위해 통해 따라 관한 관해 있는
        있다 없는 하는 하고
        한다 했다 되는 된다 이다 에서 으로 에게 부터 까지 우리 무엇 어떻 언제 어디 누가 왜 습니 니다
        입니 합니 었다""",
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Give the folded forms that carry no meaning in this language; none for a language without a list."""
    return frozenset(token.form for token in tokenize(_LISTS.get(language, ""), language))
